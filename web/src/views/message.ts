import { html, nothing, type TemplateResult } from "lit";
import type { Answer } from "../answer.ts";
import type { Message, Why } from "../message.ts";
import { answer } from "./answer.ts";
import type { Host } from "./host.ts";

/** What the person said and, below it, what became of it. */
export function message(host: Host, message: Message, before: Message | undefined): TemplateResult {
  const { t, locale } = host;
  const day = dayOf(message, locale);
  return html`<li class="turn ${message.status}" data-id=${message.id}>
    ${
      day && day !== (before ? dayOf(before, locale) : dayOf({ at: new Date().toISOString() }, locale))
        ? html`<p class="day">${day}</p>`
        : nothing
    }
    <div class="question" part="question">
      <span class="hidden">${t.youSaid}</span>
      <p class="text" dir="auto">${message.text}</p>
    </div>
    ${fate(host, message)}
    ${
      message.answers.length
        ? html`<div class="reply"><span class="hidden">${t.botSaid}</span>
            ${withoutRepeats(message.answers).map((one) => answer(host, one))}</div>`
        : nothing
    }
  </li>`;
}

function fate(host: Host, message: Message): TemplateResult | typeof nothing {
  const { t } = host;
  switch (message.status) {
    case "sending":
      if (message.why) return held(host, message, message.why);
      return html`<p class="typing"><span class="hidden">${t.typing}</span><i></i><i></i><i></i></p>`;
    case "waiting":
      return message.why ? held(host, message, message.why) : nothing;
    case "failed":
      return html`<p class="fate bad">${t.failed}
        <button class="again" @click=${() => host.retry(message)}>${t.retry}</button></p>`;
    case "refused":
      return html`<p class="fate bad">${t.refused}</p>`;
    default:
      return nothing;
  }
}

/** A note that two answers of a reply share stands below the first alone. */
function withoutRepeats(answers: readonly Answer[]): Answer[] {
  const seen = new Set<string>();
  return answers.map((one) => ({ ...one, notes: one.notes.filter(({ text }) => !seen.has(text) && seen.add(text)) }));
}

/** The day a message was sent; empty when that is not known. */
function dayOf({ at }: Pick<Message, "at">, locale: string): string {
  const date = new Date(at);
  return Number.isNaN(date.valueOf()) ? "" : date.toLocaleDateString(locale, { dateStyle: "long" });
}

function held(host: Host, message: Message, why: Why): TemplateResult {
  return html`<p class="fate">${why === "offline" ? host.t.notSent : host.t[why]}
    <button class="again" @click=${() => host.retry(message)}>${host.t.retry}</button></p>`;
}

/** Questions to click; each sends exactly its text. */
export function suggestions(host: Host, questions: readonly string[]): TemplateResult | typeof nothing {
  if (!questions.length) return nothing;
  return html`<ul class="suggestions" role="list" aria-label=${host.t.suggestions}>
    ${questions.map(
      (one) => html`<li><button part="suggestion" dir="auto" @click=${() => host.ask(one)}>${one}</button></li>`,
    )}
  </ul>`;
}
