/** One conversation with one bot: what was said, what is still to be sent, and the other tabs kept in step. */

import type { Answer, Turn } from "./answer.ts";
import { Api, Problem, type Rating, type Session } from "./api.ts";
import { backOff, judge } from "./retry.ts";
import { expiry, Storage } from "./storage.ts";
import { alone, Tabs, type Word } from "./tabs.ts";
import { uuid } from "./uuid.ts";

export const LONGEST_MESSAGE = 2000;

/** `waiting`: will be sent again by itself; `failed`: only when the person says so; `refused`: never. */
export type Status = "sending" | "waiting" | "answered" | "failed" | "refused";
export type Why = "offline" | "busy" | "unavailable";

export interface Message extends Turn {
  status: Status;
  why?: Why | undefined;
}

/** What the conversation tells: `change` for anything to draw anew, the others as they happen. */
export interface Events {
  change: undefined;
  message: { id: string; text: string };
  answer: { id: string; answers: Answer[] };
  error: { id: string | null; status: number; detail: string };
  forgotten: undefined;
  renewed: undefined;
  /** Another tab sent a message, or got its answer. */
  heard: { id: string };
  rated: { answer: string; rating: Rating };
}

export type Loading = "no" | "loading" | "loaded";

/** Another tab answers for its message for this long; then this one sends it too, under the same id. */
const TAKE_OVER = 30_000;

export class Conversation {
  messages: Message[] = [];
  ratings = new Map<string, Rating>();
  loading: Loading = "no";
  /** Whether an earlier conversation ended and this one goes on in its place. */
  renewed = false;

  readonly #api: Api;
  readonly #storage: Storage;
  readonly #tabs: Tabs;
  readonly #listeners = new Map<keyof Events, Set<(detail: never) => void>>();
  #session: Session | null;
  #sending = false;
  #cancel = new AbortController();
  readonly #pauses = new Set<() => void>();
  #lostTouch = false;

  constructor(base: string) {
    const key = `detente:${base.replace(/\/$/, "")}`;
    this.#storage = new Storage(key);
    this.#session = this.#storage.session;
    this.#api = new Api(base, (session, token) => this.#keep({
      ...session, token, expires: expiry(token) ?? session.expires,
    }));
    this.#tabs = new Tabs(key, (word) => this.#hear(word), () => this.#sessionChanged());
    addEventListener("online", () => this.retry());
    addEventListener("offline", () => this.#tell("change", undefined));
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden && this.loading === "loaded") void this.#load();
    });
    this.messages = this.#storage.unsent.map((one) => ({ ...one, answers: [], status: "waiting" }));
    if (this.messages.length) void this.#sendAll();
  }

  get offline(): boolean {
    return !navigator.onLine || this.#lostTouch;
  }

  get started(): boolean {
    return this.#session !== null || this.messages.length > 0;
  }

  on<Name extends keyof Events>(name: Name, fn: (detail: Events[Name]) => void): () => void {
    const fns = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, fns.add(fn));
    return () => fns.delete(fn);
  }

  /** Shows the message at once and sends it as soon as it can be; gives its id, or null for nothing to send. */
  send(text: string): string | null {
    const said = text.trim();
    if (!said || [...said].length > LONGEST_MESSAGE) return null;
    const message: Message = { id: uuid(), text: said, at: new Date().toISOString(), answers: [], status: "waiting" };
    this.messages = [...this.messages, message];
    this.#storage.add({ id: message.id, text: message.text, at: message.at });
    this.#tell("message", { id: message.id, text: said });
    this.#changed(message);
    void this.#sendAll();
    return message.id;
  }

  /** Sends at once what waits; with an id, also that message that had failed. */
  retry(id?: string): void {
    for (const message of this.messages) {
      if (message.id === id && message.status === "failed") message.status = "waiting";
    }
    this.#endPauses();
    if (this.loading === "loading") void this.#load();
    this.#tell("change", undefined);
    void this.#sendAll();
  }

  /** Fetches what was said before, once; there is nothing to fetch before the first message. */
  async load(): Promise<void> {
    if (this.loading !== "no") return;
    this.loading = this.#session ? "loading" : "loaded";
    for (let attempt = 0; this.loading === "loading"; attempt++) {
      await this.#load();
      if (this.loading === "loading") await this.#pause(backOff(attempt));
    }
  }

  async rate(answer: string, rating: Rating, comment?: string): Promise<boolean> {
    const before = this.ratings.get(answer);
    this.#rated(answer, rating);
    try {
      if (!this.#session) throw new Problem(401, "there is no conversation");
      await this.#api.rate(this.#session, answer, rating, comment);
      this.#tabs.say({ said: "rated", answer, rating });
      this.#tell("rated", { answer, rating });
      return true;
    } catch (error) {
      if (before) this.ratings.set(answer, before);
      else this.ratings.delete(answer);
      this.#failed(null, error);
      return false;
    }
  }

  /** Erases the conversation here and on the server; false, and nothing erased, when the server could not be told. */
  async forget(): Promise<boolean> {
    try {
      if (this.#session) await this.#api.forget(this.#session);
    } catch (error) {
      if (!(error instanceof Problem) || ![401, 404, 410].includes(error.status)) {
        this.#failed(null, error);
        return false;
      }
    }
    this.#forgotten();
    this.#tabs.say({ said: "forgotten" });
    return true;
  }

  #forgotten(): void {
    this.#clear();
    this.#storage.clear();
    this.renewed = false;
    this.#tell("forgotten", undefined);
    this.#tell("change", undefined);
  }

  #clear(): void {
    this.#cancel.abort();
    this.#cancel = new AbortController();
    this.#endPauses();
    this.#session = null;
    this.messages = [];
    this.ratings = new Map();
    this.loading = "loaded";
  }

  /** Sends what waits, one after another, in the order it was said. */
  async #sendAll(): Promise<void> {
    if (this.#sending) return;
    this.#sending = true;
    try {
      for (let next = this.#next(); next; next = this.#next()) await this.#deliver(next, this.#cancel.signal);
    } finally {
      this.#sending = false;
    }
    if (this.#next()) void this.#sendAll();
  }

  #next(): Message | undefined {
    return this.messages.find((message) => message.status === "waiting");
  }

  /** Sends a message until it is answered or refused, or the conversation is forgotten. */
  async #deliver(message: Message, cancelled: AbortSignal): Promise<void> {
    let renewals = 0;
    for (let attempt = 0; !cancelled.aborted && !settled(message); attempt++) {
      this.#mark(message, "sending", message.why);
      try {
        const session = await this.#open();
        const answers = await this.#api.send(session, message.id, message.text, cancelled);
        if (!cancelled.aborted) this.#answered(message, answers);
      } catch (error) {
        if (cancelled.aborted || settled(message)) return;
        const problem = error instanceof Problem ? error : new Problem(0, String(error));
        const verdict = judge(problem, attempt);
        this.#failed(message.id, problem);
        if (verdict.do === "wait") {
          this.#lostTouch = verdict.why === "offline";
          this.#mark(message, "waiting", verdict.why);
          await this.#pause(verdict.ms);
        } else if (verdict.do === "renew" && renewals++ === 0) {
          this.#renew(message);
        } else {
          this.#lostTouch = false;
          if (verdict.do === "refuse") this.#storage.remove(message.id);
          this.#mark(message, verdict.do === "refuse" ? "refused" : "failed");
          return;
        }
      }
    }
  }

  #answered(message: Message, answers: Answer[]): void {
    this.#lostTouch = false;
    message.answers = answers;
    this.#storage.remove(message.id);
    this.#mark(message, "answered");
    this.#tell("answer", { id: message.id, answers });
  }

  /** The session, made when there is none; only one of the tabs makes it. */
  async #open(): Promise<Session> {
    if (this.#session) return this.#session;
    return alone(`${this.#storage.key}:open`, async () => {
      const session = this.#storage.session ?? (await this.#api.create());
      this.#keep(session);
      return session;
    });
  }

  #keep(session: Session): void {
    this.#session = session;
    this.#storage.session = session;
    if (this.loading === "no") this.loading = "loaded";
  }

  /** Leaves a conversation that the server no longer has; what still waits goes into a new one. */
  #renew(message: Message): void {
    const stale = this.#session;
    if (this.#storage.session?.token === stale?.token) this.#storage.session = null;
    this.#session = this.#storage.session;
    const over = this.messages.filter((one) => one.status === "answered");
    if (over.length || this.loading === "loading") {
      this.renewed = true;
      this.messages = this.messages.filter((one) => !over.includes(one));
      this.#tell("renewed", undefined);
    }
    this.#changed(message);
  }

  async #load(): Promise<void> {
    const session = this.#session;
    if (!session) return;
    try {
      const turns = await this.#api.history(session);
      if (session.conversation !== this.#session?.conversation) return;
      this.#lostTouch = false;
      this.#merge(turns);
    } catch (error) {
      const problem = error instanceof Problem ? error : new Problem(0, String(error));
      if ([401, 404, 410].includes(problem.status)) {
        this.#ended();
      } else {
        this.#lostTouch = problem.status === 0;
        if (this.loading === "loading") this.#failed(null, problem);
        this.#tell("change", undefined);
        return;
      }
    }
    this.loading = "loaded";
    this.#tell("change", undefined);
    void this.#sendAll();
  }

  /** The server no longer has the conversation: what still waits is kept and goes into a new one. */
  #ended(): void {
    this.#session = null;
    this.#storage.session = null;
    this.messages = this.messages.filter((one) => one.status !== "answered");
    this.renewed = true;
    this.#tell("renewed", undefined);
  }

  #merge(turns: Turn[]): void {
    const known = new Map(this.messages.map((message) => [message.id, message]));
    const unsent = new Set(this.#storage.unsent.map((one) => one.id));
    const merged = turns.map((turn): Message => {
      const message = known.get(turn.id);
      known.delete(turn.id);
      if (message && settled(message)) return message;
      if (!turn.answers.length && (message || unsent.has(turn.id))) {
        return message ?? { ...turn, status: "waiting" };
      }
      this.#storage.remove(turn.id);
      return Object.assign(message ?? { ...turn }, { answers: turn.answers, status: "answered" as const });
    });
    // What this page has and the server has not: not yet sent, or sent in this moment.
    this.messages = [...merged, ...known.values()];
  }

  #hear(word: Word): void {
    if (word.said === "forgotten") this.#forgotten();
    else if (word.said === "rated") this.#rated(word.answer, word.rating);
    else this.#heard(word.message);
  }

  #heard(told: Message): void {
    this.#session ??= this.#storage.session;
    const message = this.messages.find((one) => one.id === told.id);
    if (message && settled(message)) return;
    const status = told.status === "waiting" ? "sending" : told.status;
    if (message) Object.assign(message, told, { status });
    else this.messages = [...this.messages, { ...told, status }];
    if (status === "sending") setTimeout(() => this.#takeOver(told.id), TAKE_OVER);
    this.#tell("change", undefined);
    this.#tell("heard", { id: told.id });
  }

  #takeOver(id: string): void {
    const message = this.messages.find((one) => one.id === id);
    if (message?.status !== "sending") return;
    message.status = "waiting";
    void this.#sendAll();
  }

  /** Another tab began, renewed or forgot the conversation. */
  #sessionChanged(): void {
    const session = this.#storage.session;
    if (session?.conversation !== this.#session?.conversation) {
      const wasAnother = this.#session !== null;
      if (!session) return this.#forgotten();
      if (wasAnother) this.messages = this.messages.filter((one) => !settled(one));
      this.#session = session;
      if (this.loading === "loaded") void this.#load();
    } else {
      this.#session = session;
    }
  }

  #rated(answer: string, rating: Rating): void {
    this.ratings.set(answer, rating);
    this.#tell("change", undefined);
  }

  #mark(message: Message, status: Status, why?: Why): void {
    message.status = status;
    message.why = why;
    this.#changed(message);
  }

  #changed(message: Message): void {
    this.#tabs.say({ said: "message", message });
    this.#tell("change", undefined);
  }

  #failed(id: string | null, error: unknown): void {
    const { status, detail } = error instanceof Problem ? error : new Problem(0, String(error));
    this.#tell("error", { id, status, detail });
    this.#tell("change", undefined);
  }

  #tell<Name extends keyof Events>(name: Name, detail: Events[Name]): void {
    for (const fn of this.#listeners.get(name) ?? []) (fn as (detail: Events[Name]) => void)(detail);
  }

  #pause(ms: number): Promise<void> {
    return new Promise((done) => {
      const end = (): void => {
        clearTimeout(timer);
        this.#pauses.delete(end);
        done();
      };
      const timer = setTimeout(end, ms);
      this.#pauses.add(end);
    });
  }

  #endPauses(): void {
    for (const end of this.#pauses) end();
  }
}

function settled(message: Message): boolean {
  return ["answered", "refused"].includes(message.status);
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
