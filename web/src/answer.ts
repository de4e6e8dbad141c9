/** The Answer, as the API sends it: see the project's design, section 3. */

export interface Source {
  section: string;
  as_of: string;
}

export interface Note {
  text: string;
  as_of: string | null;
  source: string | null;
  url: string | null;
}

export type RowKind = "period" | "event" | "year" | "action";

export interface Row {
  kind: RowKind;
  /** ISO, of whatever precision is known. */
  from: string;
  /** null while it still goes on. */
  to: string | null;
  title: string;
  origin: string;
  relationship?: string;
  text?: string;
  us?: string;
  russia?: string;
  impact?: string;
  imposer?: string;
  action?: string;
  partners?: string;
  target?: string;
  instrument?: string;
  status?: string;
  publisher?: string;
  url?: string;
}

export interface Answer {
  id: string;
  text: string;
  topic: string;
  source: Source | null;
  notes: Note[];
  rows: Row[];
  suggestions: string[];
}

/** A message of the person's and what the bot said to it. */
export interface Turn {
  id: string;
  text: string;
  /** ISO. */
  at: string;
  answers: Answer[];
}

type Fields = Record<string, unknown>;

const KINDS: readonly string[] = ["period", "event", "year", "action"];
const TOLD = [
  "relationship",
  "text",
  "us",
  "russia",
  "impact",
  "imposer",
  "action",
  "partners",
  "target",
  "instrument",
  "status",
  "publisher",
  "url",
] as const;

function fields(value: unknown): Fields {
  return typeof value === "object" && value !== null ? (value as Fields) : {};
}

function list(value: unknown): Fields[] {
  return Array.isArray(value) ? value.map(fields) : [];
}

function string(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function stringOrNull(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

function row(value: Fields): Row {
  const made: Row = {
    kind: string(value["kind"]) as RowKind,
    from: string(value["from"]),
    to: stringOrNull(value["to"]),
    title: string(value["title"]),
    origin: string(value["origin"]),
  };
  for (const key of TOLD) {
    const told = stringOrNull(value[key]);
    if (told !== null) made[key] = told;
  }
  return made;
}

/** An Answer out of anything: what is missing or of another type is left out, so that drawing it never fails. */
export function asAnswer(value: unknown): Answer {
  const told = fields(value);
  const source = fields(told["source"]);
  return {
    id: string(told["id"]),
    text: string(told["text"]),
    topic: string(told["topic"]),
    source: source["section"] ? { section: string(source["section"]), as_of: string(source["as_of"]) } : null,
    notes: list(told["notes"]).map((note) => ({
      text: string(note["text"]),
      as_of: stringOrNull(note["as_of"]),
      source: stringOrNull(note["source"]),
      url: stringOrNull(note["url"]),
    })),
    rows: list(told["rows"])
      .map(row)
      .filter((one) => KINDS.includes(one.kind) && /^\d{4}/.test(one.from)),
    suggestions: Array.isArray(told["suggestions"]) ? told["suggestions"].map(string).filter(Boolean) : [],
  };
}

/** Turns out of a history; those without an id are left out. */
export function asTurns(value: unknown): Turn[] {
  return list(fields(value)["messages"])
    .filter((turn) => turn["id"])
    .map((turn) => ({
      id: string(turn["id"]),
      text: string(turn["text"]),
      at: string(turn["at"]),
      answers: list(turn["answers"]).map(asAnswer),
    }));
}

/** The address when it is one to link to (http or https), else null. */
export function linkable(url: string | null | undefined): string | null {
  if (!url || !URL.canParse(url)) return null;
  const { protocol, href } = new URL(url);
  return protocol === "http:" || protocol === "https:" ? href : null;
}
