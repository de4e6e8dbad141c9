/** ISO dates of whatever precision: `1941`, `2022-02`, `2022-02-24`. */

const FORMATS: Intl.DateTimeFormatOptions[] = [
  { year: "numeric" },
  { year: "numeric", month: "short" },
  { year: "numeric", month: "short", day: "numeric" },
];

function parts(iso: string): number[] {
  return iso.split("-").slice(0, 3).map(Number);
}

/** Whether there is more than a year to write; what is no date stays as it is. */
function precise(iso: string): boolean {
  return parts(iso).length > 1 && !Number.isNaN(day(iso).valueOf());
}

function day(iso: string): Date {
  const [year = 0, month = 1, date = 1] = parts(iso);
  return new Date(Date.UTC(year, month - 1, date));
}

function format(iso: string, locale: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locale, { ...FORMATS[parts(iso).length - 1], timeZone: "UTC" });
}

/** The date as people write it: 24 Feb 2022. */
export function dated(iso: string, locale: string): string {
  return precise(iso) ? format(iso, locale).format(day(iso)) : iso;
}

/** From one date to another: 1941–1945, 16–28 Oct 1962, 2000–present. */
export function spanned(from: string, to: string | null, locale: string, present: string): string {
  if (to === null) return `${dated(from, locale)}–${present}`;
  if (from === to) return dated(from, locale);
  if (parts(from).length === parts(to).length && precise(from) && precise(to) && from < to) {
    return format(from, locale).formatRange(day(from), day(to));
  }
  return `${dated(from, locale)}–${dated(to, locale)}`;
}

/** A point in time in years: the start of the date, or with `end` its end (1945 ends at 1946). */
export function inYears(iso: string, end = false): number {
  const [year = 0, month, date] = parts(iso);
  if (!month) return year + (end ? 1 : 0);
  if (!date) return year + (month - (end ? 0 : 1)) / 12;
  const start = Date.UTC(year, 0, 1);
  return year + (Date.UTC(year, month - 1, date + (end ? 1 : 0)) - start) / (Date.UTC(year + 1, 0, 1) - start);
}

/** Today in years. */
export function today(): number {
  return inYears(new Date().toISOString().slice(0, 10));
}
