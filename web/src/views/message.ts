import { html, nothing, type TemplateResult } from "lit";
import type { Message } from "../conversation.ts";
import { answer } from "./answer.ts";
import type { Host } from "./host.ts";

/** What the person said and, below it, what became of it. */
export function message(host: Host, message: Message): TemplateResult {
  const { t, locale } = host;
  const at = new Date(message.at);
  const known = !Number.isNaN(at.valueOf());
  return html`<li class="turn ${message.status}" data-id=${message.id}>
    <div class="question" part="question">
      <span class="hidden">${t.youSaid}</span>
      <p class="text" dir="auto" title=${known ? at.toLocaleString(locale, { dateStyle: "medium", timeStyle: "short" }) : nothing}>${message.text}</p>
    </div>
    ${fate(host, message)}
    ${message.answers.length
      ? html`<div class="reply"><span class="hidden">${t.botSaid}</span>${message.answers.map((one) => answer(host, one))}</div>`
      : nothing}
  </li>`;
}

function fate(host: Host, message: Message): TemplateResult | typeof nothing {
  const { t } = host;
  switch (message.status) {
    case "sending":
      return html`<p class="typing"><span class="hidden">${t.typing}</span><i></i><i></i><i></i></p>`;
    case "waiting":
      if (!message.why) return nothing;
      return html`<p class="fate">${message.why === "offline" ? t.notSent : t[message.why]}
        <button class="again" @click=${() => host.retry(message)}>${t.retry}</button></p>`;
    case "failed":
      return html`<p class="fate bad">${t.failed}
        <button class="again" @click=${() => host.retry(message)}>${t.retry}</button></p>`;
    case "refused":
      return html`<p class="fate bad">${t.refused}</p>`;
    default:
      return nothing;
  }
}

/** Questions to click; each sends exactly its text. */
export function suggestions(host: Host, questions: readonly string[]): TemplateResult | typeof nothing {
  if (!questions.length) return nothing;
  return html`<ul class="suggestions" role="list" aria-label=${host.t.suggestions}>
    ${questions.map((one) => html`<li><button part="suggestion" dir="auto" @click=${() => host.ask(one)}>${one}</button></li>`)}
  </ul>`;
}
