/** Sends messages, one after another, in the order they were said. */

import type { Answer } from "./answer.ts";
import { Problem } from "./api.ts";
import { settled, type Message, type Status, type Why } from "./message.ts";
import { Pauses } from "./pauses.ts";
import { judge } from "./retry.ts";

/** Where the messages come from, and who is told what became of them. */
export interface Outgoing {
  next(): Message | undefined;
  send(message: Message, cancelled: AbortSignal): Promise<Answer[]>;
  mark(message: Message, status: Status, why?: Why): void;
  answered(message: Message, answers: Answer[]): void;
  failed(message: Message, problem: Problem): void;
  /** The server no longer has the conversation. */
  renew(message: Message): void;
}

export class Delivery {
  #busy = false;
  #cancel = new AbortController();
  readonly #pauses = new Pauses();

  constructor(private readonly post: Outgoing) {}

  /** Sends all that waits; does nothing while it does so already. */
  async start(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    try {
      for (let next = this.post.next(); next; next = this.post.next()) await this.#deliver(next, this.#cancel.signal);
    } finally {
      this.#busy = false;
    }
  }

  /** Tries at once what would be tried later. */
  hurry(): void {
    this.#pauses.end();
    void this.start();
  }

  /** Lets go of the message under way. */
  cancel(): void {
    this.#cancel.abort();
    this.#cancel = new AbortController();
    this.#pauses.end();
  }

  /** Tries until the message is answered or refused, or let go of. */
  async #deliver(message: Message, cancelled: AbortSignal): Promise<void> {
    const over = (): boolean => cancelled.aborted || settled(message);
    let renewed = false;
    for (let attempt = 0; !over(); attempt++) {
      this.post.mark(message, "sending", message.why);
      try {
        const answers = await this.post.send(message, cancelled);
        if (!over()) this.post.answered(message, answers);
      } catch (error) {
        if (over()) return;
        const problem = Problem.of(error);
        const verdict = judge(problem, attempt);
        this.post.failed(message, problem);
        if (verdict.do === "wait") {
          this.post.mark(message, "waiting", verdict.why);
          await this.#pauses.pause(verdict.ms);
        } else if (verdict.do === "renew" && !renewed) {
          renewed = true;
          this.post.renew(message);
        } else {
          return this.post.mark(message, verdict.do === "refuse" ? "refused" : "failed");
        }
      }
    }
  }
}
