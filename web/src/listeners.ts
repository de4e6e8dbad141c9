/** Tells those who listen; `Events` has each event's name and detail. */
export class Listeners<Events> {
  readonly #fns = new Map<keyof Events, Set<(detail: never) => void>>();

  /** Calls `fn` on every such event; what it gives ends that. */
  on<Name extends keyof Events>(name: Name, fn: (detail: Events[Name]) => void): () => void {
    const fns = this.#fns.get(name) ?? new Set();
    this.#fns.set(name, fns.add(fn));
    return () => fns.delete(fn);
  }

  tell<Name extends keyof Events>(name: Name, detail: Events[Name]): void {
    for (const fn of this.#fns.get(name) ?? []) (fn as (detail: Events[Name]) => void)(detail);
  }
}
