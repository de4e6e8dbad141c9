import { html, nothing, type TemplateResult } from "lit";
import { fill } from "../strings.ts";
import type { Host } from "./host.ts";

/** So many events or steps are shown before the person asks for all. */
export const FEW = 6;

/** The button that shows all of a long figure, or the first few again. */
export function more(host: Host, answer: string, all: number, shown: number): TemplateResult | typeof nothing {
  const { whole } = host.state(answer);
  if (all === shown && !whole) return nothing;
  return html`<button class="more" aria-expanded=${whole ? "true" : "false"}
    @click=${() => host.set(answer, { whole: !whole })}>
    ${whole ? host.t.showFewer : fill(host.t.showAll, { n: all })}
  </button>`;
}
