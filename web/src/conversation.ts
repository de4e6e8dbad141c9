/** One conversation with one bot: what was said, what is still to be sent, and the other tabs kept in step. */

import type { Answer, Turn } from "./answer.ts";
import { Api, Problem, type Rating } from "./api.ts";
import { Delivery } from "./delivery.ts";
import { Listeners } from "./listeners.ts";
import { merge, settled, type Message, type Status, type Why } from "./message.ts";
import { Pauses } from "./pauses.ts";
import { backOff, ENDED } from "./retry.ts";
import { Sessions } from "./sessions.ts";
import { Storage } from "./storage.ts";
import { Tabs, type Word } from "./tabs.ts";
import { uuid } from "./uuid.ts";

export const LONGEST_MESSAGE = 2000;

/** `change` for anything to draw anew, the others as they happen. */
export interface Events {
  change: undefined;
  message: { id: string; text: string };
  answer: { id: string; answers: Answer[] };
  error: { id: string | null; status: number; detail: string };
  forgotten: undefined;
  /** An earlier conversation has ended, and this one goes on in its place. */
  renewed: undefined;
  /** Another tab sent a message, or got its answer. */
  heard: { id: string };
  rated: { answer: string; rating: Rating };
}

export type Loading = "no" | "loading" | "loaded";

/** Another tab answers for its message for this long; then this one sends it too, under the same id. */
const TAKE_OVER = 30_000;

export class Conversation extends Listeners<Events> {
  messages: Message[];
  ratings = new Map<string, Rating>();
  loading: Loading = "no";
  renewed = false;

  readonly #storage: Storage;
  readonly #api: Api;
  readonly #sessions: Sessions;
  readonly #tabs: Tabs;
  readonly #delivery: Delivery;
  readonly #pauses = new Pauses();
  #lostTouch = false;

  /** With the bot at `base`, an address that ends with a slash. */
  constructor(base: string) {
    super();
    const key = `detente:${base.replace(/\/$/, "")}`;
    this.#storage = new Storage(key);
    this.#api = new Api(base, (session, token) => this.#sessions.renew(session, token));
    this.#sessions = new Sessions(this.#storage, () => this.#api.create());
    this.#tabs = new Tabs(
      key,
      (word) => this.#hear(word),
      () => this.#reread(),
    );
    this.#delivery = new Delivery({
      next: () => this.messages.find((message) => message.status === "waiting"),
      send: async ({ id, text }, cancelled) => this.#api.send(await this.#sessions.open(), id, text, cancelled),
      mark: (message, status, why) => this.#mark(message, status, why),
      answered: (message, answers) => this.#answered(message, answers),
      failed: ({ id }, problem) => this.#failed(id, problem),
      renew: () => this.#renew(),
    });
    this.messages = this.#storage.unsent.map((one) => ({ ...one, answers: [], status: "waiting" }));
    this.#listen();
    void this.#delivery.start();
  }

  get offline(): boolean {
    return !navigator.onLine || this.#lostTouch;
  }

  /** Whether there is anything to forget. */
  get started(): boolean {
    return this.#sessions.current !== null || this.messages.length > 0;
  }

  /** Shows the message at once and sends it as soon as it can be; gives its id, or null for nothing to send. */
  send(text: string): string | null {
    const said = text.trim();
    if (!said || [...said].length > LONGEST_MESSAGE) return null;
    const kept = { id: uuid(), text: said, at: new Date().toISOString() };
    const message: Message = { ...kept, answers: [], status: "waiting" };
    if (this.loading === "no" && !this.#sessions.current) this.loading = "loaded";
    this.messages = [...this.messages, message];
    this.#storage.add(kept);
    this.tell("message", { id: message.id, text: said });
    this.#changed(message);
    void this.#delivery.start();
    return message.id;
  }

  /** Tries at once what would be tried later; with an id, also that message that had failed. */
  retry(id?: string): void {
    const failed = this.messages.find((message) => message.id === id && message.status === "failed");
    if (failed) failed.status = "waiting";
    this.#pauses.end();
    this.#delivery.hurry();
    this.tell("change", undefined);
  }

  /** Fetches what was said before, once; there is nothing to fetch before the first message. */
  async load(): Promise<void> {
    if (this.loading !== "no") return;
    this.loading = this.#sessions.current ? "loading" : "loaded";
    for (let attempt = 0; this.loading === "loading"; attempt++) {
      await this.#fetch();
      if (this.loading === "loading") await this.#pauses.pause(backOff(attempt));
    }
  }

  /** Gives whether the server took it. */
  async rate(answer: string, rating: Rating, comment?: string): Promise<boolean> {
    const before = this.ratings.get(answer);
    this.#rated(answer, rating);
    try {
      const session = this.#sessions.current;
      if (!session) throw new Problem(401, "there is no conversation");
      await this.#api.rate(session, answer, rating, comment);
    } catch (error) {
      if (before) this.ratings.set(answer, before);
      else this.ratings.delete(answer);
      this.#failed(null, Problem.of(error));
      return false;
    }
    this.#tabs.say({ said: "rated", answer, rating });
    this.tell("rated", { answer, rating });
    return true;
  }

  /** Erases the conversation here and on the server; false, and nothing erased, when the server could not be told. */
  async forget(): Promise<boolean> {
    const session = this.#sessions.current;
    try {
      if (session) await this.#api.forget(session);
    } catch (error) {
      const problem = Problem.of(error);
      if (!ENDED.includes(problem.status)) {
        this.#failed(null, problem);
        return false;
      }
    }
    this.#storage.clear();
    this.#forgotten(session?.conversation);
    this.#tabs.say({ said: "forgotten", conversation: session?.conversation });
    return true;
  }

  #listen(): void {
    addEventListener("online", () => this.retry());
    addEventListener("offline", () => this.tell("change", undefined));
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden && this.loading === "loaded") void this.#fetch();
    });
  }

  async #fetch(): Promise<void> {
    const session = this.#sessions.current;
    if (!session) return;
    try {
      const turns = await this.#api.history(session);
      if (session.conversation !== this.#sessions.current?.conversation) return;
      this.#lostTouch = false;
      this.#merge(turns);
    } catch (error) {
      const problem = Problem.of(error);
      if (session.conversation !== this.#sessions.current?.conversation) return;
      this.#failed(null, problem);
      if (!ENDED.includes(problem.status)) return;
      this.#renew();
    }
    this.loading = "loaded";
    this.tell("change", undefined);
    void this.#delivery.start();
  }

  #merge(turns: Turn[]): void {
    const { messages, answered } = merge(this.messages, turns, new Set(this.#storage.unsent.map((one) => one.id)));
    this.messages = messages;
    for (const turn of turns) if (turn.answers.length) this.#storage.remove(turn.id);
    for (const { id, answers } of answered) this.tell("answer", { id, answers });
  }

  #answered(message: Message, answers: Answer[]): void {
    this.#lostTouch = false;
    message.answers = answers;
    this.#mark(message, "answered");
    this.tell("answer", { id: message.id, answers });
  }

  /** The server no longer has the conversation: what still waits is kept, and goes into a new one. */
  #renew(): void {
    if (!this.#sessions.current) return;
    this.#sessions.leave();
    this.loading = "loaded";
    this.messages = this.messages.filter((one) => !settled(one));
    this.renewed = true;
    this.tell("renewed", undefined);
    this.tell("change", undefined);
  }

  #forgotten(conversation: string | undefined): void {
    this.#delivery.cancel();
    this.#sessions.end(conversation);
    this.messages = [];
    this.ratings.clear();
    this.loading = "loaded";
    this.renewed = false;
    this.tell("forgotten", undefined);
    this.tell("change", undefined);
    void this.#fetch();
  }

  #hear(word: Word): void {
    if (word.said === "forgotten") this.#heardForgotten(word.conversation);
    else if (word.said === "rated") this.#rated(word.answer, word.rating);
    else this.#heard(word.message);
  }

  #heardForgotten(conversation: string | undefined): void {
    // A tab that slept hears late, and may be in the next conversation already.
    const now = this.#sessions.current?.conversation;
    if (!now || now === conversation) this.#forgotten(conversation);
  }

  #heard(told: Message): void {
    const message = this.messages.find((one) => one.id === told.id);
    if (message && settled(message)) return;
    const status = told.status === "waiting" ? "sending" : told.status;
    if (message) Object.assign(message, told, { status });
    else this.messages = [...this.messages, { ...told, status }];
    if (status === "sending") setTimeout(() => this.#takeOver(told.id), TAKE_OVER);
    this.tell("change", undefined);
    this.tell("heard", { id: told.id });
  }

  #takeOver(id: string): void {
    const message = this.messages.find((one) => one.id === id);
    if (message?.status !== "sending") return;
    message.status = "waiting";
    void this.#delivery.start();
  }

  /** Another tab began, renewed or forgot the conversation. */
  #reread(): void {
    const before = this.#sessions.current;
    if (!this.#sessions.reread()) return;
    if (before) this.messages = this.messages.filter((one) => !settled(one));
    if (this.loading === "loaded") void this.#fetch();
    this.tell("change", undefined);
  }

  #rated(answer: string, rating: Rating): void {
    this.ratings.set(answer, rating);
    this.tell("change", undefined);
  }

  #mark(message: Message, status: Status, why?: Why): void {
    message.status = status;
    message.why = why;
    if (settled(message)) this.#storage.remove(message.id);
    this.#changed(message);
  }

  #changed(message: Message): void {
    this.#tabs.say({ said: "message", message });
    this.tell("change", undefined);
  }

  #failed(id: string | null, { status, detail }: Problem): void {
    this.#lostTouch = status === 0;
    this.tell("error", { id, status, detail });
    this.tell("change", undefined);
  }
}

const conversations = new Map<string, Conversation>();

/** The page's one conversation with the bot at that address, however many elements show it. */
export function conversationWith(base: string): Conversation {
  const known = conversations.get(base);
  if (known) return known;
  const made = new Conversation(base);
  conversations.set(base, made);
  return made;
}
