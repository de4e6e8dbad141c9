/** What the person said, and how far it has come. */

import type { Turn } from "./answer.ts";

/** `waiting`: will be sent by itself; `failed`: again only when the person says so; `refused`: never. */
export type Status = "sending" | "waiting" | "answered" | "failed" | "refused";

/** Why it has not been sent yet. */
export type Why = "offline" | "busy" | "unavailable";

export interface Message extends Turn {
  status: Status;
  why?: Why | undefined;
}

export interface Merged {
  messages: Message[];
  /** Those that the history shows to be answered, and this page did not know to be. */
  answered: Message[];
}

export function settled(message: Message): boolean {
  return message.status === "answered" || message.status === "refused";
}

/**
 * The messages with the server's history, which has the order. `unsent` are the ids of those that this browser still
 * has to send: in the history without an answer, they failed there.
 */
export function merge(messages: readonly Message[], turns: readonly Turn[], unsent: ReadonlySet<string>): Merged {
  const known = new Map(messages.map((message) => [message.id, message]));
  const answered: Message[] = [];
  const merged = turns.map((turn): Message => {
    const message = known.get(turn.id);
    known.delete(turn.id);
    if (message && settled(message)) return message;
    if (!turn.answers.length && (message || unsent.has(turn.id))) return message ?? { ...turn, status: "waiting" };
    if (!message) return { ...turn, status: "answered" };
    answered.push(Object.assign(message, { answers: turn.answers, status: "answered" }));
    return message;
  });
  // What this page has and the server has not: not yet sent, or sent in this moment.
  return { messages: [...merged, ...known.values()], answered };
}
