import { html, nothing, type TemplateResult } from "lit";
import type { Row } from "../answer.ts";
import { spanned } from "../dates.ts";
import { ledger as byYear, type Year } from "../ledger.ts";
import { fill } from "../strings.ts";
import type { Host } from "./host.ts";
import { link } from "./link.ts";
import { FEW, more } from "./more.ts";

/** A table of sanctions: a head for each year, and under it what one side did beside what the other did. */
export function ledger(host: Host, answer: string, rows: Row[]): TemplateResult {
  const { t } = host;
  const steps = rows.filter((row) => row.kind === "action");
  const few = host.state(answer).whole || steps.length <= FEW + 1 ? steps : steps.slice(0, FEW);
  const partners = rows.some((row) => row.imposer === "eu" || (row.imposer === "us" && row.partners));
  return html`<figure class="figure" part="ledger">
    <table>
      <caption>${t.ledger}</caption>
      <thead><tr>
        <th scope="col" class="us">${partners ? t.actionsAndPartners : t.actions}</th>
        <th scope="col" class="russia">${t.reactions}</th>
      </tr></thead>
      ${byYear([...rows.filter((row) => row.kind === "year"), ...few]).map((year) => group(host, year))}
    </table>
    ${more(host, answer, steps.length, few.length)}
  </figure>`;
}

function group(host: Host, { year, article, actions, reactions }: Year): TemplateResult {
  const { t, locale } = host;
  const head = article[0] ? spanned(article[0].from, article[0].to, locale, t.present) : year;
  return html`<tbody>
    <tr><th colspan="2" scope="rowgroup" class="head"><bdi>${head}</bdi></th></tr>
    ${article.map(
      (row) => html`<tr>${told(host, row.us)}${told(host, row.russia)}</tr>
      ${
        row.impact
          ? html`<tr><td colspan="2" class="impact"><strong dir="auto">${t.impact}:</strong>
              <span lang="en" dir="auto">${row.impact}</span></td></tr>`
          : nothing
      }`,
    )}
    ${
      actions.length + reactions.length
        ? html`${article.length ? html`<tr><td colspan="2" class="label">${t.record}</td></tr>` : nothing}
      <tr class="record">${steps(host, actions)}${steps(host, reactions)}</tr>`
        : nothing
    }
  </tbody>`;
}

function told({ t }: Host, text: string | undefined): TemplateResult {
  if (!text) return none(t.none);
  // Not on the cell itself, whose line towards the other side would change sides with the text.
  return html`<td><div lang="en" dir="auto">${text.slice(0, 1).toUpperCase() + text.slice(1)}</div></td>`;
}

function none(words: string): TemplateResult {
  return html`<td class="none"><span aria-hidden="true">–</span><span class="hidden">${words}</span></td>`;
}

function steps(host: Host, rows: Row[]): TemplateResult {
  if (!rows.length) return none(host.t.none);
  return html`<td><ul role="list">${rows.map((row) => html`<li>${step(host, row)}</li>`)}</ul></td>`;
}

function step(host: Host, row: Row): TemplateResult {
  const { t, locale } = host;
  const tags = [...(row.imposer === "eu" ? [t.european] : []), ...(row.action === "easing" ? [t.eased] : [])];
  return html`<span class="when" dir="auto">${spanned(row.from, row.to, locale, t.present)}
      ${tags.map((tag) => html`<span class="tag">${tag}</span>`)}</span>
    <span lang="en" dir="auto">${row.title}
      ${row.partners ? html`<span class="muted">(${fill(t.and, { partners: row.partners })})</span>` : nothing}</span>
    ${row.status ? html`<span class="muted" lang="en" dir="auto">${row.status}</span>` : nothing}
    <span class="from" dir="auto">${link(host, row.publisher ?? "", row.url)}</span>`;
}
