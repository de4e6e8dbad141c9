/** Keeps the newest in view for those who are at the end, and leaves those alone who read further up. */
export class Scrolling {
  #atEnd = true;
  #log: HTMLElement | null = null;
  readonly #resized = new ResizeObserver(() => {
    if (this.#atEnd) this.toEnd();
  });

  constructor(private readonly reachedEnd: () => void) {}

  /** Follows the scrolling of the log, which may be another element after a redraw. */
  watch(log: HTMLElement | null): void {
    if (log === this.#log) return;
    this.#log = log;
    this.#resized.disconnect();
    if (log) this.#resized.observe(log);
    log?.addEventListener(
      "scroll",
      () => {
        this.#atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 48;
        if (this.#atEnd) this.reachedEnd();
      },
      { passive: true },
    );
  }

  get atEnd(): boolean {
    return this.#atEnd;
  }

  toEnd(): void {
    this.#atEnd = true;
    this.#scroll(this.#log?.scrollHeight ?? 0, "instant");
  }

  /** Shows a turn from its end; from its beginning when it is longer than the log is high. */
  toTurn(id: string, behavior: ScrollBehavior = "instant"): void {
    const log = this.#log;
    const turn = log?.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"]`);
    if (!log || !turn) return;
    const top = turn.offsetTop - log.offsetTop - 12;
    const rest = log.scrollHeight - top;
    this.#scroll(rest > log.clientHeight ? top : log.scrollHeight, behavior);
  }

  #scroll(top: number, behavior: ScrollBehavior): void {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.#log?.scrollTo({ top, behavior: calm ? "instant" : behavior });
  }
}
