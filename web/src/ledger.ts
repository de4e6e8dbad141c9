/** Sanctions by year, action and reaction side by side. */

import type { Row } from "./answer.ts";

export interface Year {
  year: string;
  /** The article's rows that begin in it. */
  article: Row[];
  /** The record's steps of the US and its partners. */
  actions: Row[];
  reactions: Row[];
}

/** The rows of kinds `year` and `action`, by the year they begin in. */
export function ledger(rows: Row[]): Year[] {
  const years = new Map<string, Year>();
  for (const row of rows) {
    const year = row.from.slice(0, 4);
    const entry = years.get(year) ?? { year, article: [], actions: [], reactions: [] };
    years.set(year, entry);
    if (row.kind === "year") entry.article.push(row);
    else (row.imposer === "russia" ? entry.reactions : entry.actions).push(row);
  }
  return [...years.values()].sort((one, other) => one.year.localeCompare(other.year));
}
