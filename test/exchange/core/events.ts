/** Listeners are told in the order they came; one that stops listening hears nothing more, even of the same event. */
export function createEvents<Event>() {
  const listeners = new Set<(event: Event) => void>();
  return {
    emit(event: Event): void {
      for (const listener of listeners) listener(event);
    },
    listen(listener: (event: Event) => void) {
      listeners.add(listener);
      return { dispose: () => void listeners.delete(listener) };
    },
  };
}
