import type { Conversation } from "../conversation.ts";
import type { Message } from "../message.ts";
import type { Strings } from "../strings.ts";

/** What a view knows of the answer it draws beside the answer itself. */
export interface AnswerState {
  /** All of its rows are shown, not the first few. */
  whole?: boolean;
  /** All of its text is shown, not the first lines. */
  read?: boolean;
  copied?: boolean;
  /** The form that asks what was wrong is open. */
  asking?: boolean;
  thanked?: boolean;
}

/** What the views draw from, and whom they tell what the person did. */
export interface Host {
  readonly t: Strings;
  readonly locale: string;
  readonly rtl: boolean;
  readonly inline: boolean;
  readonly headline: string;
  readonly conversation: Conversation;
  readonly confirming: boolean;
  readonly notice: string;
  readonly unseen: boolean;
  readonly announced: { id: number; text: string };
  draft: string;
  state(answer: string): AnswerState;
  set(answer: string, state: AnswerState): void;
  send(text: string): string | null;
  ask(text: string): void;
  retry(message: Message): void;
  announce(text: string): void;
  close(): void;
  confirm(asked: boolean): void;
  forget(): void;
  toNewest(): void;
}
