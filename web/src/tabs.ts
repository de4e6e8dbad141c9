/** The other tabs of this browser on the same conversation. */

import type { Rating } from "./api.ts";
import type { Message } from "./message.ts";

export type Word =
  | { said: "message"; message: Message }
  | { said: "rated"; answer: string; rating: Rating }
  | { said: "forgotten"; conversation: string | undefined };

export class Tabs {
  readonly #channel: BroadcastChannel | null;

  /** `hear` is told what another tab did; `session` that the stored session is another one now. */
  constructor(key: string, hear: (word: Word) => void, session: () => void) {
    this.#channel = "BroadcastChannel" in globalThis ? new BroadcastChannel(key) : null;
    this.#channel?.addEventListener("message", (event: MessageEvent<Word>) => hear(event.data));
    addEventListener("storage", (event) => {
      if (event.key === key || event.key === null) session();
    });
  }

  say(word: Word): void {
    this.#channel?.postMessage(word);
  }
}

/** Runs `work` while no other tab runs work under that key, where the browser can tell. */
export async function alone<T>(key: string, work: () => Promise<T>): Promise<T> {
  return "locks" in navigator ? ((await navigator.locks.request(key, work)) as T) : work();
}
