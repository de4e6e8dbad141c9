/** Opens and closes the dialog of the launcher, and sees to where the focus goes. */

const PHONE = "(max-width: 480px), (max-height: 420px)";
const TOUCH = "(pointer: coarse)";

/** Whether a finger, not a mouse, points: then the focus in a field brings up a keyboard. */
export function touched(): boolean {
  return matchMedia(TOUCH).matches;
}

export class Opening {
  #before: HTMLElement | null = null;
  #asked = false;
  #hadFocus = false;

  constructor(private readonly host: HTMLElement) {}

  /** The person, or the page for them, asked for the chat: the focus goes there, and later back. */
  ask(): void {
    this.#before = deepest(document);
    this.#asked = true;
  }

  /** Before the chat disappears: whether the focus is there, or nowhere else on the page. */
  remember(): void {
    this.#hadFocus = [this.host, document.body, null].includes(document.activeElement as HTMLElement | null);
  }

  /** Shows the dialog; where it covers the page, as the only thing there is. */
  show(dialog: HTMLDialogElement): void {
    if (dialog.open) return;
    if (matchMedia(PHONE).matches) dialog.showModal();
    else dialog.open = true; // show() would move the focus.
  }

  /** Focuses what the person asked for; a page that is open from the start keeps its focus. */
  focus(find: (id: string) => HTMLElement | null): void {
    if (this.#asked) find(touched() ? "log" : "input")?.focus();
    this.#asked = false;
  }

  /** Gives the focus back to what had it before, or to `otherwise` when that is gone. */
  giveBack(otherwise: HTMLElement | null): void {
    const before = this.#before?.isConnected && this.#before !== document.body ? this.#before : otherwise;
    this.#before = null;
    if (this.#hadFocus) before?.focus();
  }
}

/** What has the focus, also inside of other shadow roots. */
function deepest(root: DocumentOrShadowRoot): HTMLElement | null {
  const active = root.activeElement as HTMLElement | null;
  const inner = active?.shadowRoot?.activeElement ? deepest(active.shadowRoot) : null;
  return inner ?? active;
}
