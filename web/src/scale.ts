/** Where things of a timeline are drawn: everything in percent of its width. */

import type { Row } from "./answer.ts";
import { inYears, today } from "./dates.ts";

export interface Band {
  row: Row;
  start: number;
  width: number;
  /** Bands that overlap lie in different lanes. */
  lane: number;
  open: boolean;
}

export interface Mark {
  row: Row;
  start: number;
  width: number;
}

export interface Tick {
  year: number;
  at: number;
}

export interface Drawing {
  bands: Band[];
  marks: Mark[];
  ticks: Tick[];
  lanes: number;
}

const STEPS = [1, 2, 5, 10, 20, 25, 50, 100];
const MOST_TICKS = 5;
const MARGIN = 0.03;
const SHORTEST = 2;

/** Bands of periods, marks of events and the years of an axis, in proportion to time. */
export function drawing(rows: Row[], now = today()): Drawing {
  const span = (row: Row): [number, number] => {
    const from = inYears(row.from);
    return [from, Math.max(from, row.to === null ? now : inYears(row.to, true))];
  };
  const spans = rows.map(span);
  let first = Math.min(...spans.map(([from]) => from));
  let last = Math.max(...spans.map(([, to]) => to));
  const margin = Math.max((last - first) * MARGIN, (SHORTEST - (last - first)) / 2);
  [first, last] = [first - margin, last + margin];
  const place = (year: number): number => ((year - first) / (last - first)) * 100;

  const bands: Band[] = [];
  const ends: number[] = [];
  const marks: Mark[] = [];
  rows.forEach((row, index) => {
    const [from, to] = spans[index]!;
    const at = { row, start: place(from), width: place(to) - place(from) };
    if (row.kind !== "period") return void marks.push(at);
    let lane = ends.findIndex((end) => end <= from);
    if (lane < 0) lane = ends.length;
    ends[lane] = to;
    bands.push({ ...at, lane, open: row.to === null });
  });
  return { bands, marks, ticks: ticks(first, last, place), lanes: ends.length };
}

function ticks(first: number, last: number, place: (year: number) => number): Tick[] {
  const step = STEPS.find((one) => (last - first) / one <= MOST_TICKS) ?? 100;
  const made: Tick[] = [];
  for (let year = Math.ceil(first / step) * step; year <= last; year += step) made.push({ year, at: place(year) });
  return made;
}
