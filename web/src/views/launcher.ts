import { html, nothing, type TemplateResult } from "lit";
import { fill, type Strings } from "../strings.ts";
import { icons } from "./icons.ts";

/** The round button in the page's corner, with how many answers have come since it was closed. */
export function launcher(t: Strings, open: boolean, unread: number, launch: () => void): TemplateResult {
  const label = unread === 1 ? t.launchUnreadOne : unread ? fill(t.launchUnread, { n: unread }) : t.launch;
  return html`<button id="launcher" part="launcher" aria-haspopup="dialog" aria-expanded=${open ? "true" : "false"}
    aria-label=${label} title=${t.launch} ?hidden=${open} @click=${launch}>
    ${icons.chat}${unread ? html`<span class="badge" part="badge" aria-hidden="true">${unread}</span>` : nothing}
  </button>`;
}
