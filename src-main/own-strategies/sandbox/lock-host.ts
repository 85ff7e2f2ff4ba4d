/** What the thread itself needs no more once its modules are loaded; found by whoever might get out of a realm. */
const TAKEN = ['process', 'fetch', 'WebSocket', 'EventSource', 'navigator', 'Worker', 'XMLHttpRequest', 'require'];

let isLocked = false;

/**
 * The second wall, for this thread as a whole and for good: no way from a function to code made of text, none from the
 * global object to the process or the network. The first wall is that no object of the host is in a realm.
 */
export function lockHost(): void {
  if (isLocked) return;
  isLocked = true;
  const refuse = (): never => {
    throw new EvalError('code is not made from text');
  };
  const makers = [
    () => 0,
    function* () {
      yield 0;
    },
    async () => 0,
    async function* () {
      yield 0;
    },
  ];
  for (const maker of makers) {
    Object.defineProperty(Object.getPrototypeOf(maker), 'constructor', { value: refuse, configurable: false });
  }
  for (const name of ['Function', 'eval']) {
    Object.defineProperty(globalThis, name, { value: refuse, writable: false, configurable: false });
  }
  for (const name of TAKEN) Reflect.deleteProperty(globalThis, name);
}
