import { html, nothing, type TemplateResult } from "lit";
import { linkable } from "../answer.ts";
import type { Host } from "./host.ts";

/** The words as a link to the address, or as they are when the address is none to link to. */
export function link(host: Host, words: string, url: string | null | undefined): TemplateResult | typeof nothing {
  const href = linkable(url);
  if (!words && !href) return nothing;
  const said = words || new URL(href!).host;
  if (!href) return html`<span dir="auto">${said}</span>`;
  return html`<a href=${href} target="_blank" rel="noopener noreferrer" dir="auto"
    >${said}<span class="hidden"> ${host.t.opensNew}</span></a>`;
}
