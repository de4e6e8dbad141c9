import { html, LitElement, type PropertyValues, type TemplateResult } from "lit";
import type { Answer } from "./answer.ts";
import { conversationWith, type Conversation, type Events } from "./conversation.ts";
import { Following } from "./following.ts";
import type { Message } from "./message.ts";
import { Opening, touched } from "./opening.ts";
import { ENGLISH, fill, type Strings } from "./strings.ts";
import { styles } from "./styles.ts";
import type { AnswerState, Host } from "./views/host.ts";
import { launcher } from "./views/launcher.ts";
import { panel } from "./views/panel.ts";

/** What a site can listen to, as `detente-<name>` events or with `on`. */
export type EventName = "open" | "close" | "message" | "answer" | "error" | "rated" | "forgotten";

const TOLD = ["message", "answer", "error", "rated", "forgotten"] as const satisfies readonly (keyof Events)[];
const NOTICE = 6000;

/** The chat: a button that opens it (`mode="launcher"`, the default) or the chat itself (`mode="inline"`). */
export class DetenteChat extends LitElement implements Host {
  static readonly version = __VERSION__;
  /** Where the API is when the element does not say: where this script is. */
  static home = "";
  static override styles = styles;
  static override properties = {
    mode: { reflect: true },
    opened: { type: Boolean, reflect: true, attribute: "open" },
    heading: {},
    theme: { reflect: true },
    api: {},
    strings: { attribute: false },
    draft: { state: true },
  };

  declare mode: "launcher" | "inline";
  declare opened: boolean;
  declare heading: string;
  declare theme: "auto" | "light" | "dark";
  declare api: string;
  declare strings: Partial<Strings>;
  declare draft: string;

  conversation!: Conversation;
  t: Strings = ENGLISH;
  confirming = false;
  notice = "";
  announced = { id: 0, text: "" };

  readonly #states = new Map<string, AnswerState>();
  readonly #opening = new Opening(this);
  readonly #following = new Following(
    () => this.updateComplete,
    () => this.requestUpdate(),
  );
  #unsubscribe: (() => void)[] = [];
  #noticeEnds: ReturnType<typeof setTimeout> | undefined;
  #shown = false;

  constructor() {
    super();
    this.mode = "launcher";
    this.opened = false;
    this.heading = "";
    this.theme = "auto";
    this.api = "";
    this.strings = {};
    this.draft = "";
  }

  static override get observedAttributes(): string[] {
    return [...super.observedAttributes, "lang", "dir"];
  }

  /** Opens the chat and puts the cursor into its field. */
  open(): void {
    if (this.inline || this.opened) return this.#focusInput();
    this.#opening.ask();
    this.opened = true;
  }

  /** Closes the chat; the focus goes back to where it was. */
  close(): void {
    if (!this.inline) this.opened = false;
  }

  /** Sends a message as if the person had written it; gives its id, or null when it is empty or too long. */
  send(text: string): string | null {
    return this.conversation.send(text);
  }

  /** Calls `fn` with the detail of every such event from now on; what it gives ends that. */
  on(name: EventName, fn: (detail: unknown) => void): () => void {
    const listener = (event: Event): void => fn((event as CustomEvent<unknown>).detail);
    this.addEventListener(`detente-${name}`, listener);
    return () => this.removeEventListener(`detente-${name}`, listener);
  }

  get inline(): boolean {
    return this.mode === "inline";
  }

  get headline(): string {
    return this.heading || this.t.heading;
  }

  get locale(): string {
    return this.lang || "en-GB";
  }

  get rtl(): boolean {
    return getComputedStyle(this).direction === "rtl";
  }

  get unseen(): boolean {
    return this.#following.unseen;
  }

  state(answer: string): AnswerState {
    return this.#states.get(answer) ?? {};
  }

  set(answer: string, state: AnswerState): void {
    this.#states.set(answer, { ...this.state(answer), ...state });
    this.requestUpdate();
  }

  ask(text: string): void {
    this.send(text);
    this.#focusInput();
  }

  retry(message: Message): void {
    this.conversation.retry(message.id);
    this.#focusInput();
  }

  /** Has a screen reader say it when it is next free. */
  announce(text: string): void {
    this.announced = { id: this.announced.id + 1, text };
    this.requestUpdate();
  }

  confirm(asked: boolean): void {
    this.confirming = asked;
    this.requestUpdate();
    void this.updateComplete.then(() => this.#find(asked ? "keep" : "forget")?.focus());
  }

  async forget(): Promise<void> {
    const done = await this.conversation.forget();
    this.confirming = false;
    this.#notify(done ? this.t.forgotten : this.t.forgetFailed);
    await this.updateComplete;
    this.#find("input")?.focus();
  }

  toNewest(): void {
    this.#following.toNewest();
    this.#focusInput();
    this.requestUpdate();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener("keydown", this.#escape);
    visualViewport?.addEventListener("resize", this.#fit);
    this.#join();
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.removeEventListener("keydown", this.#escape);
    visualViewport?.removeEventListener("resize", this.#fit);
    this.#leave();
    this.#shown = false;
    this.renderRoot.querySelector("dialog")?.removeAttribute("open");
  }

  override attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    super.attributeChangedCallback(name, old, value);
    if (name === "lang" || name === "dir") this.requestUpdate();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("opened")) this.#opening.remember();
    if (changed.has("strings")) this.t = { ...ENGLISH, ...this.strings };
    if (changed.has("api") && this.hasUpdated) {
      this.#join();
      if (this.#shown) void this.#load();
    }
  }

  protected override render(): TemplateResult {
    if (this.inline)
      return html`<section class="panel" part="panel" aria-labelledby="heading">${panel(this)}</section>`;
    return html`${launcher(this.t, this.opened, this.#following.unread, () => this.open())}
      <dialog class="panel" part="panel" aria-labelledby="heading"
        @cancel=${this.#cancelled} @close=${this.#dialogClosed}>
        ${this.opened ? panel(this) : ""}
      </dialog>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    this.#following.watch(this.#find("log"));
    if (changed.has("opened") || changed.has("mode") || !this.#shown) this.#showOrHide();
    if (changed.has("draft")) this.#grow();
  }

  /** Takes part in the conversation with the bot at `api`, or where this script came from. */
  #join(): void {
    this.#leave();
    const base = new URL(this.api || DetenteChat.home, document.baseURI).href.replace(/\/*$/, "/");
    const conversation = (this.conversation = conversationWith(base));
    this.#unsubscribe = [
      conversation.on("change", () => this.requestUpdate()),
      conversation.on("message", ({ id }) => this.#said(id)),
      conversation.on("answer", ({ id, answers }) => this.#answered(id, answers)),
      conversation.on("heard", ({ id }) => void this.#follow(id)),
      conversation.on("renewed", () => this.announce(this.t.renewed)),
      conversation.on("forgotten", () => this.#states.clear()),
      ...TOLD.map((name) => conversation.on(name, (detail) => this.#tell(name, detail))),
    ];
  }

  #leave(): void {
    for (const end of this.#unsubscribe) end();
    this.#unsubscribe = [];
  }

  #showOrHide(): void {
    const dialog = this.renderRoot.querySelector("dialog");
    const show = this.inline || this.opened;
    if (dialog && show) this.#opening.show(dialog);
    else dialog?.close();
    if (show === this.#shown) return;
    this.#shown = show;
    if (show) void this.#load();
    if (this.inline) return;
    if (show) {
      this.#following.show();
      this.#opening.focus((id) => this.#find(id));
      this.requestUpdate();
    } else {
      this.confirming = false;
      this.#opening.giveBack(this.#find("launcher"));
    }
    this.#tell(show ? "open" : "close", {});
  }

  async #load(): Promise<void> {
    if (this.conversation.loading !== "no") return;
    await this.conversation.load();
    await this.updateComplete;
    this.#following.toEnd();
  }

  #said(id: string): void {
    this.notice = "";
    void this.#following.said(id);
  }

  #answered(id: string, answers: Answer[]): void {
    const notes = answers.flatMap((one) => one.notes).length;
    const also = notes === 1 ? this.t.withNotesOne : notes ? fill(this.t.withNotes, { n: notes }) : "";
    this.announce([...answers.map((one) => one.text), also].join(" ").trim());
    if (!this.#shown) this.#following.unread += 1;
    void this.#follow(id);
  }

  async #follow(id: string): Promise<void> {
    await this.#following.came(id, this.#shown);
    this.requestUpdate();
  }

  /** Shows it above the field for a while. */
  #notify(text: string): void {
    this.notice = text;
    this.requestUpdate();
    clearTimeout(this.#noticeEnds);
    this.#noticeEnds = setTimeout(() => {
      this.notice = "";
      this.requestUpdate();
    }, NOTICE);
  }

  #tell(name: EventName, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(`detente-${name}`, { detail, bubbles: true, composed: true }));
  }

  #find(id: string): HTMLElement | null {
    return this.renderRoot.querySelector(`#${id}`);
  }

  #focusInput(): void {
    if (!touched()) this.#find("input")?.focus();
  }

  /** The field is as high as what is written in it, up to a limit that the style sets. */
  #grow(): void {
    const input = this.#find("input");
    if (!input || CSS.supports("field-sizing", "content")) return;
    input.style.height = "auto";
    input.style.height = `${input.scrollHeight + 2}px`;
  }

  readonly #escape = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || event.isComposing) return;
    if (this.confirming) this.confirm(false);
    else if (!this.inline && this.opened) this.close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  /** The browser tells it a moment later, when the dialog may be open again. */
  readonly #dialogClosed = (event: Event): void => {
    if (!(event.target as HTMLDialogElement).open) this.close();
  };

  /** The browser's own way of closing a dialog, such as a phone's back gesture. */
  readonly #cancelled = (event: Event): void => {
    event.preventDefault();
    this.close();
  };

  /** On a phone the keyboard covers part of the page: the chat takes what is left. */
  readonly #fit = (): void => {
    this.style.setProperty("--_viewport", `${visualViewport?.height}px`);
  };
}
