/** Which turn is the newest, and whether the person has seen it. */

import { Scrolling } from "./scrolling.ts";

export class Following {
  /** Answers since the chat was closed. */
  unread = 0;
  /** Something new is further down than the person reads. */
  unseen = false;

  readonly #scrolling: Scrolling;
  #newest = "";

  constructor(
    private readonly drawn: () => Promise<unknown>,
    changed: () => void,
  ) {
    this.#scrolling = new Scrolling(() => {
      if (!this.unseen) return;
      this.unseen = false;
      changed();
    });
  }

  watch(log: HTMLElement | null): void {
    this.#scrolling.watch(log);
  }

  /** The chat is shown: from the answer that came meanwhile, or else from the end. */
  show(): void {
    if (this.unread) this.#scrolling.toTurn(this.#newest);
    else this.#scrolling.toEnd();
    this.unread = 0;
  }

  /** What the person says themselves is always brought into view. */
  async said(id: string): Promise<void> {
    this.#newest = id;
    await this.drawn();
    this.#scrolling.toEnd();
  }

  /** Keeps the turn in view, or says that there is something new to those who read further up. */
  async came(id: string, shown: boolean): Promise<void> {
    const follow = this.#scrolling.atEnd;
    this.#newest = id;
    await this.drawn();
    if (follow) this.#scrolling.toTurn(id);
    else this.unseen = shown;
  }

  toEnd(): void {
    this.#scrolling.toEnd();
  }

  toNewest(): void {
    this.unseen = false;
    this.#scrolling.toTurn(this.#newest, "smooth");
  }
}
