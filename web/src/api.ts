/** The bot's JSON API: see the project's design, section 6. */

import { asAnswer, asTurns, type Answer, type Turn } from "./answer.ts";

export interface Session {
  conversation: string;
  token: string;
  /** ISO, when known. */
  expires: string;
}

export type Rating = "up" | "down";

/** Longer than the server's own deadline for a message, which is 10 s. */
const PATIENCE = 20_000;

/** A call that did not succeed. `status` 0 is a network that did not carry it, or a server that did not answer. */
export class Problem extends Error {
  override name = "Problem";

  constructor(
    readonly status: number,
    readonly detail: string,
    /** Seconds, when the server says. */
    readonly retryAfter: number | null = null,
  ) {
    super(`${status || "network"}: ${detail}`);
  }

  /** The Problem that an error is, or one of the network. */
  static of(error: unknown): Problem {
    return error instanceof Problem ? error : new Problem(0, String(error));
  }
}

/** Calls the API at `base`, an address that ends with a slash. Every call rejects with a {@link Problem}. */
export class Api {
  constructor(
    readonly base: string,
    /** Told the renewed token that came with a response. */
    private readonly renewed: (session: Session, token: string) => void,
  ) {}

  async create(): Promise<Session> {
    const made = (await this.call("POST", "")) as Session;
    return { conversation: made.conversation, token: made.token, expires: made.expires };
  }

  async send(session: Session, id: string, text: string, signal: AbortSignal): Promise<Answer[]> {
    const reply = await this.call("POST", "/messages", session, { id, text }, signal);
    const { answers } = (reply ?? {}) as { answers?: unknown[] };
    if (!Array.isArray(answers)) throw new Problem(502, "no answers in the response");
    return answers.map(asAnswer);
  }

  async history(session: Session): Promise<Turn[]> {
    return asTurns(await this.call("GET", "/messages", session));
  }

  async rate(session: Session, answer: string, rating: Rating, comment?: string): Promise<void> {
    await this.call("POST", "/feedback", session, { answer, rating, ...(comment ? { comment } : {}) });
  }

  async forget(session: Session): Promise<void> {
    await this.call("DELETE", "", session);
  }

  private async call(
    method: string,
    path: string,
    session?: Session,
    body?: unknown,
    signal?: AbortSignal,
  ): Promise<unknown> {
    const headers: Record<string, string> = { Accept: "application/json" };
    if (session) headers["Authorization"] = `Bearer ${session.token}`;
    if (body) headers["Content-Type"] = "application/json";
    const timeout = AbortSignal.timeout(PATIENCE);
    const init: RequestInit = {
      method,
      headers,
      credentials: "omit",
      cache: "no-store",
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    };
    if (body) init.body = JSON.stringify(body);
    const place = session ? `/${encodeURIComponent(session.conversation)}${path}` : "";
    let response: Response;
    let text: string;
    try {
      response = await fetch(`${this.base}api/conversations${place}`, init);
      text = await response.text();
    } catch (error) {
      throw new Problem(0, String(error));
    }
    if (!response.ok) throw problemOf(response, text);
    const token = response.headers.get("Detente-Token");
    if (session && token) this.renewed(session, token);
    return text ? parsed(text) : null;
  }
}

function problemOf(response: Response, text: string): Problem {
  const after = Number(response.headers.get("Retry-After") ?? NaN);
  let detail = response.statusText;
  try {
    const told = JSON.parse(text) as { detail?: string; title?: string };
    detail = told.detail ?? told.title ?? detail;
  } catch {
    // Not a problem document: a proxy's page.
  }
  return new Problem(response.status, detail, Number.isFinite(after) ? after : null);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem(502, "the response is not JSON");
  }
}
