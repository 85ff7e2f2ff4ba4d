import type { Disposable } from '../../base/disposable.ts';
import type { Engine } from '../../engine/engine.ts';
import type { Fill } from '../../model/fill.ts';

/** Every fill ever, those of now included, in the order they were recorded: reading the journal anew would hold up the engine. */
export type FillBook = Disposable & {
  readonly all: () => readonly Fill[];
  readonly ofAccount: (accountId: string) => readonly Fill[];
};

export function keepFills(engine: Engine, past: readonly Fill[]): FillBook {
  const fills = [...past];
  const listener = engine.onFact(({ fact }) => {
    if (fact.kind === 'fill') fills.push(fact.fill);
  });
  return {
    all: () => fills,
    ofAccount: (accountId) => fills.filter((fill) => fill.accountId === accountId),
    dispose: () => listener.dispose(),
  };
}
