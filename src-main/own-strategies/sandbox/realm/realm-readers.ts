import type { RealmSteps } from './realm-steps.ts';
import type { RealmWords } from './realm-words.ts';

export type RealmReaders = {
  readerOf(hostAt: (barsAgo: number) => number): object;
  positionOf(side: () => string, figure: (name: string) => number): object;
  /** Asks for a regime's name; `word` gives an empty one while none is known. */
  regimeOf(word: () => string): () => string | null;
  /** In the place of one that was not declared. */
  unreadRegime(): never;
};

/** Views on functions of the host: a number or a word comes through, nothing else, whatever happens out there. */
export function realmReaders({ stop, tooDeep }: RealmSteps, { expected }: RealmWords): RealmReaders {
  const { freeze } = Object;
  const badBarsAgo = (barsAgo: unknown): Error => {
    const shown = typeof barsAgo === 'number' ? barsAgo : typeof barsAgo;
    return expected(`barsAgo is ${shown}, expected a whole number: 0 is the bar that just closed, 1 the one before`);
  };
  // All that can go wrong out there is that this thread's stack is full.
  const safely = <Value>(ask: () => Value): Value => {
    try {
      return ask();
    } catch {
      return stop(tooDeep);
    }
  };
  return {
    readerOf: (hostAt) =>
      freeze({
        at(barsAgo: number): number {
          if (typeof barsAgo !== 'number' || (barsAgo | 0) !== barsAgo || barsAgo < 0) throw badBarsAgo(barsAgo);
          try {
            return hostAt(barsAgo);
          } catch {
            return stop(tooDeep);
          }
        },
      }),
    regimeOf: (word) => () => {
      const name = safely(word);
      return name === '' ? null : name;
    },
    unreadRegime: () => {
      throw expected('regime is read, expected `regime: true` in defineStrategy');
    },
    positionOf(side, figure) {
      const number = (name: string) => safely(() => figure(name));
      return freeze({
        get side() {
          return safely(side);
        },
        get quantity() {
          return number('quantity');
        },
        get averagePrice() {
          return number('averagePrice');
        },
        get entries() {
          return number('entries');
        },
        get barsHeld() {
          return number('barsHeld');
        },
      });
    },
  };
}
