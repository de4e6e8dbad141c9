import { html, nothing, svg, type TemplateResult } from "lit";
import type { Row } from "../answer.ts";
import { spanned } from "../dates.ts";
import { drawing, type Band, type Drawing } from "../scale.ts";
import { fill } from "../strings.ts";
import type { Host } from "./host.ts";
import { link } from "./link.ts";
import { more, FEW } from "./more.ts";

const LANE = 26;
const BAND = 22;
const MARKS = 18;
const AXIS = 20;
const WIDE_ENOUGH = 15;
const RELATIONSHIPS = ["allies", "partners", "competitors", "rivals"];

/** Periods as bands with their events, to scale, and below them the same as a list. */
export function timeline(host: Host, answer: string, rows: Row[]): TemplateResult {
  const sorted = [...rows].sort((one, other) => one.from.localeCompare(other.from));
  const first = sorted[0]!;
  const last = sorted.reduce((latest, row) => (ends(row) > ends(latest) ? row : latest));
  const { t, locale } = host;
  const span = spanned(first.from.slice(0, 4), last.to?.slice(0, 4) ?? null, locale, t.present);
  return html`<figure class="figure" part="timeline">
    <figcaption>${fill(t.timeline, { span })}</figcaption>
    ${picture(host, drawing(sorted), fill(t.timelineDrawing, { span }))}
    ${list(host, answer, sorted)}
  </figure>`;
}

function ends(row: Row): string {
  return row.to ?? "9999";
}

function kind(row: Row): string {
  return RELATIONSHIPS.find((one) => row.relationship?.includes(one)) ?? "other";
}

function percent(value: number): string {
  return `${value.toFixed(2)}%`;
}

/** Drawn in percent of its width, so that letters and lines keep their size on every screen. */
function picture({ rtl }: Host, { bands, marks, ticks, lanes }: Drawing, label: string): TemplateResult {
  const along = (start: number, width = 0): string => percent(rtl ? 100 - start - width : start);
  const axis = lanes * LANE + (marks.length ? MARKS : 4);
  const anchor = (at: number): string =>
    at < 6 ? (rtl ? "end" : "start") : at > 94 ? (rtl ? "start" : "end") : "middle";
  return html`<svg class="picture" role="img" aria-label=${label} width="100%" height=${axis + AXIS}>
    ${ticks.map(
      ({ year, at }) => svg`<line class="tick" x1=${along(at)} x2=${along(at)} y1="0" y2=${axis + 4}></line>
      <text class="year" x=${along(at)} y=${axis + 17} text-anchor=${anchor(at)}>${year}</text>`,
    )}
    ${bands.map((one) => band(one, along(one.start, one.width)))}
    ${marks.map(
      ({ row, start, width }) => svg`<g class="mark">
      <title>${row.title}</title>
      ${
        width > 1.5
          ? svg`<rect x=${along(start, width)} y=${axis - 13} width=${percent(width)} height="8" rx="4"></rect>`
          : svg`<circle cx=${along(start + width / 2)} cy=${axis - 9} r="4.5"></circle>`
      }
    </g>`,
    )}
    <line class="axis" x1="0" x2="100%" y1=${axis} y2=${axis}></line>
  </svg>`;
}

/** The title stands in a drawing of its own, which cuts it off where the band ends. */
function band({ row, width, lane, open }: Band, x: string): TemplateResult {
  const y = lane * LANE;
  return svg`<g class="band ${kind(row)} ${open ? "open" : ""}">
    <title>${row.title}</title>
    <rect x=${x} y=${y} width=${percent(width)} height=${BAND} rx="5"></rect>
    ${
      width > WIDE_ENOUGH
        ? svg`<svg x=${x} y=${y} width=${percent(width)} height=${BAND}>
            <text x="50%" y="15" text-anchor="middle">${capital(row.title.replace(/^the /, ""))}</text></svg>`
        : nothing
    }
  </g>`;
}

function list(host: Host, answer: string, rows: Row[]): TemplateResult {
  const events = rows.filter((row) => row.kind === "event");
  const periods = rows.filter((row) => row.kind === "period");
  const shown = host.state(answer).whole || events.length <= FEW + 1 ? events : events.slice(0, FEW);
  const within = (event: Row): Row | undefined =>
    periods.findLast((one) => one.from <= event.from && event.from < after(one));
  const loose = shown.filter((event) => !within(event));
  const tops = [...periods, ...loose].sort((one, other) => one.from.localeCompare(other.from));
  return html`<ol class="rows" role="list">
      ${tops.map((row) =>
        row.kind === "event"
          ? event(host, row)
          : html`<li class="period ${kind(row)}">
        <span class="when" dir="auto">${when(host, row)}</span>
        <span class="what" lang="en" dir="auto">${capital(row.title)}
          ${row.relationship ? html`<span class="kind">${row.relationship}</span>` : nothing}
          ${row.text && rows.length > 1 ? html`<span class="muted">${capital(row.text)}</span>` : nothing}</span>
        ${nested(
          host,
          shown.filter((one) => within(one) === row),
        )}
      </li>`,
      )}
    </ol>
    ${more(host, answer, events.length, shown.length)}`;
}

function after(period: Row): string {
  return period.to === null ? "9999" : `${period.to}~`;
}

function nested(host: Host, events: Row[]): TemplateResult | typeof nothing {
  if (!events.length) return nothing;
  return html`<div class="events">
    ${events.some((one) => one.origin === "record") ? html`<p class="label">${host.t.record}</p>` : nothing}
    <ol role="list">${events.map((one) => event(host, one))}</ol>
  </div>`;
}

function event(host: Host, row: Row): TemplateResult {
  return html`<li class="event">
    <span class="when" dir="auto">${when(host, row)}</span>
    <span class="what" lang="en" dir="auto">${row.title}
      <span class="from" dir="auto">${link(host, row.publisher ?? "", row.url)}</span></span>
  </li>`;
}

function when({ locale, t }: Host, row: Row): string {
  return spanned(row.from, row.to, locale, t.present);
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
