/** The session with the server, which all tabs share. */

import type { Session } from "./api.ts";
import type { Storage } from "./storage.ts";
import { expiry } from "./storage.ts";
import { alone } from "./tabs.ts";

export class Sessions {
  current: Session | null;
  /** The conversation that was over last: another tab's change to what is stored may be seen late. */
  #over: string | undefined;

  constructor(
    private readonly storage: Storage,
    private readonly create: () => Promise<Session>,
  ) {
    this.current = storage.session;
  }

  /** The session, made when there is none; only one of the tabs makes it. */
  async open(): Promise<Session> {
    if (this.current) return this.current;
    return alone(`${this.storage.key}:open`, async () => {
      const made = this.#stored ?? (await this.create());
      // What another tab stored before it let this one in may have shown only now.
      const session = this.#stored ?? made;
      this.keep(session);
      return session;
    });
  }

  keep(session: Session): void {
    this.current = session;
    this.storage.session = session;
  }

  /** Keeps the token that the server renewed, unless the session has become another meanwhile. */
  renew(session: Session, token: string): void {
    if (session.conversation !== this.current?.conversation) return;
    this.keep({ ...session, token, expires: expiry(token) ?? session.expires });
  }

  /** Leaves a session that the server no longer has, for the one that another tab has begun, if any. */
  leave(): void {
    const over = this.current?.conversation;
    if (this.storage.session?.conversation === over) this.storage.session = null;
    this.end(over);
  }

  /** That conversation is over. */
  end(conversation: string | undefined): void {
    this.#over = conversation;
    this.current = this.#stored;
  }

  /** Takes up what another tab stored; gives whether that is another conversation. */
  reread(): boolean {
    const before = this.current?.conversation;
    this.current = this.#stored;
    return before !== this.current?.conversation;
  }

  get #stored(): Session | null {
    const session = this.storage.session;
    return session && session.conversation !== this.#over ? session : null;
  }
}
