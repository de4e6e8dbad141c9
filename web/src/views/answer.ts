import { html, nothing, type TemplateResult } from "lit";
import type { Answer, Note } from "../answer.ts";
import type { Rating } from "../api.ts";
import { dated } from "../dates.ts";
import { fill } from "../strings.ts";
import type { Host } from "./host.ts";
import { icons } from "./icons.ts";
import { ledger } from "./ledger.ts";
import { link } from "./link.ts";
import { timeline } from "./timeline.ts";

const LONG = 260;

/** An answer with all that belongs to it but its suggestions, which stand below the whole reply. */
export function answer(host: Host, answer: Answer): TemplateResult {
  const { t } = host;
  return html`<div class="answer" part="answer">
    ${words(host, answer)} ${figures(host, answer)}
    ${answer.notes.length
      ? html`<ul class="notes" role="list">${answer.notes.map((one) => note(host, one))}</ul>`
      : nothing}
    <div class="meta">
      ${
        answer.source
          ? html`<span class="source" part="source">${icons.book}<span>${fill(t.article, { year: answer.source.as_of })}<span
            class="section" lang="en" dir="auto">${answer.source.section}</span></span></span>`
          : nothing
      }
      <span class="tools">${copying(host, answer)}
        ${answer.id ? [rating(host, answer, "up"), rating(host, answer, "down")] : nothing}</span>
    </div>
    ${opinion(host, answer)}
  </div>`;
}

/** The text; of a long one that a figure draws as well, the first lines and a button for the rest. */
function words(host: Host, { id, text, rows }: Answer): TemplateResult {
  const { read } = host.state(id);
  const long = rows.length > 1 && text.length > LONG;
  return html`<p class="text ${long && !read ? "cut" : ""}" lang="en" dir="auto">${text}</p>
    ${
      long
        ? html`<button class="read" aria-expanded=${read ? "true" : "false"}
            @click=${() => host.set(id, { read: !read })}>${read ? host.t.readLess : host.t.readAll}</button>`
        : nothing
    }`;
}

function figures(host: Host, { id, rows }: Answer): TemplateResult {
  const times = rows.filter((row) => row.kind === "period" || row.kind === "event");
  const sanctions = rows.filter((row) => row.kind === "year" || row.kind === "action");
  return html`${times.length ? timeline(host, id, times) : nothing}
    ${sanctions.length ? ledger(host, id, sanctions) : nothing}`;
}

function note(host: Host, { text, as_of, source, url }: Note): TemplateResult {
  const { t, locale } = host;
  const words = source ? fill(t.sourceOf, { source }) : "";
  return html`<li class="note" part="note">
    <span class="label">${icons.record}${as_of ? fill(t.recordOf, { date: dated(as_of, locale) }) : t.record}</span>
    <span lang="en" dir="auto">${text}</span>
    <span class="from" dir="auto">${link(host, words, url)}</span>
  </li>`;
}

function copying(host: Host, answer: Answer): TemplateResult | typeof nothing {
  // Missing where the page has no TLS.
  if (!navigator.clipboard) return nothing;
  const { copied } = host.state(answer.id);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(plain(host, answer));
    host.set(answer.id, { copied: true });
    host.announce(host.t.copied);
    setTimeout(() => host.set(answer.id, { copied: false }), 2000);
  };
  return html`<button class="tool" @click=${copy} aria-label=${host.t.copy} title=${host.t.copy}
    >${copied ? icons.check : icons.copy}</button>`;
}

/** The answer as plain text, with its notes and where it comes from. */
export function plain({ t, locale }: Pick<Host, "t" | "locale">, { text, notes, source }: Answer): string {
  const lines = notes.map((note) => {
    const label = note.as_of ? fill(t.recordOf, { date: dated(note.as_of, locale) }) : t.record;
    return [`${label}: ${note.text}`, note.url ?? note.source].filter(Boolean).join(" ");
  });
  if (source) lines.push(`${fill(t.article, { year: source.as_of })}: ${source.section}`);
  return [text, ...lines].join("\n\n");
}

function rating(host: Host, { id }: Answer, rating: Rating): TemplateResult {
  const { t, conversation } = host;
  const label = rating === "up" ? t.good : t.bad;
  const rate = async (): Promise<void> => {
    host.set(id, { asking: rating === "down", thanked: rating === "up" });
    const taken = await conversation.rate(id, rating);
    if (!taken) host.set(id, { asking: false, thanked: false });
    host.announce(taken ? t.thanks : t.ratingFailed);
  };
  return html`<button class="tool ${rating}" @click=${rate} aria-label=${label} title=${label}
    aria-pressed=${conversation.ratings.get(id) === rating ? "true" : "false"}
    >${rating === "up" ? icons.good : icons.bad}</button>`;
}

function opinion(host: Host, { id }: Answer): TemplateResult | typeof nothing {
  const { t, conversation } = host;
  const { asking, thanked } = host.state(id);
  if (thanked) return html`<p class="thanks">${t.thanks}</p>`;
  if (!asking) return nothing;
  const tell = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const comment = (form.elements[0] as HTMLInputElement).value.trim();
    form.closest(".answer")?.querySelector<HTMLElement>(".down")?.focus();
    host.set(id, { asking: false, thanked: true });
    const taken = !comment || (await conversation.rate(id, "down", comment));
    host.announce(taken ? t.thanks : t.ratingFailed);
  };
  return html`<form class="comment" @submit=${tell}>
    <input aria-label=${t.whatWasWrong} placeholder=${t.whatWasWrong} maxlength="1000" autocomplete="off" dir="auto">
    <button>${t.tell}</button>
  </form>`;
}
