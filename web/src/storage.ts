/** What this browser keeps, from the first message on: the session, and the messages not yet answered. */

import type { Session } from "./api.ts";

export interface Unsent {
  id: string;
  text: string;
  at: string;
}

/** A JSON value under a key of localStorage; in memory alone where the browser forbids that. */
class Kept<T> {
  #memory: T | null = null;

  constructor(readonly key: string) {}

  get(): T | null {
    try {
      const text = localStorage.getItem(this.key);
      return text ? (JSON.parse(text) as T) : null;
    } catch {
      return this.#memory;
    }
  }

  set(value: T | null): void {
    this.#memory = value;
    try {
      if (value === null) localStorage.removeItem(this.key);
      else localStorage.setItem(this.key, JSON.stringify(value));
    } catch {
      // Kept in memory: the conversation lasts as long as the page.
    }
  }
}

export class Storage {
  readonly #session: Kept<Session>;
  readonly #unsent: Kept<Unsent[]>;

  constructor(readonly key: string) {
    this.#session = new Kept(key);
    this.#unsent = new Kept(`${key}:unsent`);
  }

  /** The session, unless it has expired. */
  get session(): Session | null {
    const session = this.#session.get();
    const usable = session?.conversation && session.token && !(Date.parse(session.expires) < Date.now());
    return usable ? session : null;
  }

  set session(session: Session | null) {
    this.#session.set(session);
  }

  get unsent(): Unsent[] {
    const unsent = this.#unsent.get();
    return Array.isArray(unsent) ? unsent.filter((one) => one.id && one.text) : [];
  }

  add(unsent: Unsent): void {
    this.#unsent.set([...this.unsent.filter((one) => one.id !== unsent.id), unsent]);
  }

  remove(id: string): void {
    const left = this.unsent.filter((one) => one.id !== id);
    this.#unsent.set(left.length ? left : null);
  }

  clear(): void {
    this.#session.set(null);
    this.#unsent.set(null);
  }
}

/** When a JWT ends, as ISO; null when it does not say. */
export function expiry(token: string): string | null {
  try {
    const payload = (token.split(".")[1] ?? "").replaceAll("-", "+").replaceAll("_", "/");
    const { exp } = JSON.parse(atob(payload)) as { exp?: number };
    return exp ? new Date(exp * 1000).toISOString() : null;
  } catch {
    return null;
  }
}
