import { html, svg, type TemplateResult } from "lit";

/** An icon of strokes on a field of 24 by 24; for the eye alone, its button has the name. */
function icon(...paths: string[]): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    ${paths.map((d) => svg`<path d=${d}></path>`)}</svg>`;
}

const THUMB =
  "M7 10v11M15 5.9 14 10h5.8a2 2 0 0 1 1.9 2.6l-2.3 7a2 2 0 0 1-2 1.4H4a2 2 0 0 1-2-2v-7a2 2 0 0 1 2-2" +
  "h2.8a2 2 0 0 0 1.8-1.1L12 2a3.1 3.1 0 0 1 3 3.9Z";

export const icons = {
  chat: icon("M21 11.5a8.4 8.4 0 0 1-12 7.6L3 21l1.9-6a8.4 8.4 0 1 1 16.1-3.5Z"),
  close: icon("M6 6l12 12M18 6 6 18"),
  send: icon("M12 19V5M5 12l7-7 7 7"),
  forget: icon("M4 7h16M10 11v6M14 11v6M6 7l1 13h10l1-13M9 7V4h6v3"),
  copy: icon("M9 9h12v12H9zM5 15H3V3h12v2"),
  check: icon("m4 12 5 5L20 6"),
  good: icon(THUMB),
  bad: icon(THUMB),
  down: icon("M12 5v14M5 12l7 7 7-7"),
  book: icon("M4 5.5C6.5 4 9.5 4 12 5.5c2.5-1.5 5.5-1.5 8 0v13c-2.5-1.5-5.5-1.5-8 0-2.5-1.5-5.5-1.5-8 0zM12 5.5v13"),
  record: icon("M12 8v5l3 2M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Z"),
};
