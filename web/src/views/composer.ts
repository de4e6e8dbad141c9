import { html, nothing, type TemplateResult } from "lit";
import { LONGEST_MESSAGE } from "../conversation.ts";
import { fill } from "../strings.ts";
import type { Host } from "./host.ts";
import { icons } from "./icons.ts";

/** From so many characters before the end on, the counter shows. */
const NEAR = 200;

/** The field to write in; Enter sends, Shift-Enter begins a line. */
export function composer(host: Host): TemplateResult {
  const { t, draft } = host;
  const left = LONGEST_MESSAGE - [...draft.trim()].length;
  const counted = left <= NEAR;
  const send = (event: Event): void => {
    event.preventDefault();
    if (host.send(host.draft)) host.draft = "";
  };
  const key = (event: KeyboardEvent): void => {
    // 229: the Enter that ends a composition in Safari.
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.keyCode !== 229) send(event);
  };
  return html`<form class="composer" part="composer" @submit=${send}>
    <textarea id="input" part="input" rows="1" dir="auto" autocomplete="off" enterkeyhint="send"
      aria-label=${t.input} placeholder=${t.placeholder} .value=${draft}
      aria-invalid=${left < 0 ? "true" : nothing} aria-describedby=${counted ? "counter" : nothing}
      @input=${(event: Event) => {
        host.draft = (event.target as HTMLTextAreaElement).value;
      }} @keydown=${key}></textarea>
    <button class="send" part="send" aria-label=${t.send} title=${t.send}
      ?disabled=${!draft.trim() || left < 0}>${icons.send}</button>
    <p id="counter" class="counter" ?hidden=${!counted}>${counted ? counter(host, left) : nothing}</p>
  </form>`;
}

function counter({ t }: Host, left: number): string {
  return left < 0 ? fill(t.charactersOver, { n: -left }) : fill(t.charactersLeft, { n: left });
}
