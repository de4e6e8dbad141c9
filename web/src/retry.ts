/** What to do with a message that the server did not take. */

import type { Problem } from "./api.ts";
import type { Why } from "./message.ts";

export type Verdict =
  | { do: "wait"; ms: number; why: Why }
  /** The conversation is over: go on in a new one. */
  | { do: "renew" }
  /** The server will not take it, however often it is sent. */
  | { do: "refuse" }
  /** It failed so often that the person should say whether to try again. */
  | { do: "give up" };

const FIRST = 1000;
const LONGEST = 30_000;
const MOST_FAILURES = 8;
/** Statuses of a conversation that the server no longer has, or not for this token. */
export const ENDED = [401, 404, 410];

/** Twice as long each time, up to half a minute, and a little at random so that not all come back at once. */
export function backOff(attempt: number, random = Math.random()): number {
  return Math.min(LONGEST, FIRST * 2 ** attempt) * (0.75 + random / 2);
}

/** The verdict after the `attempt`th failure in a row (from 0). */
export function judge(problem: Problem, attempt: number, random = Math.random()): Verdict {
  const { status, retryAfter } = problem;
  if (status === 0) return { do: "wait", ms: backOff(attempt, random), why: "offline" };
  if (ENDED.includes(status)) return { do: "renew" };
  if (status === 429) return { do: "wait", ms: (retryAfter ?? 5 * (attempt + 1)) * 1000, why: "busy" };
  if (status >= 500 || status === 408 || status === 425) {
    if (attempt >= MOST_FAILURES) return { do: "give up" };
    return { do: "wait", ms: Math.max((retryAfter ?? 0) * 1000, backOff(attempt, random)), why: "unavailable" };
  }
  return { do: "refuse" };
}
