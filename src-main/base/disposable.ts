/** Something that was started. `dispose` stops it, may be called twice, and resolves when nothing of it runs any more. */
export interface Disposable {
  dispose(): void | Promise<void>;
}

/** Collects what was started and stops it in reverse order; an error in one does not keep the others running. */
export class DisposableStack implements Disposable {
  readonly #items: Disposable[] = [];
  #disposed = false;

  use<T extends Disposable>(item: T): T {
    this.#items.push(item);
    return item;
  }

  defer(stop: () => void | Promise<void>): void {
    this.#items.push({ dispose: stop });
  }

  async dispose(): Promise<void> {
    if (this.#disposed) return;
    this.#disposed = true;
    const errors: unknown[] = [];
    for (const item of this.#items.splice(0).reverse()) {
      try {
        await item.dispose();
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw new AggregateError(errors, `${errors.length} parts failed to stop`);
  }
}
