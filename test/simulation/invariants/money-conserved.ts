import { CAPITAL } from '../app/app.ts';
import { ourFills, sumOf, type TrueFill } from './oracle.ts';
import type { Invariant, Scene } from './probes.ts';

/** Cash and positions are those of the exchange's ledger to the last digit; while we run, those of the fills we know. */
export const moneyConserved: Invariant = {
  name: 'money conserved',
  watch: (scene) => {
    let cash = 0n;
    return {
      booted: () => {
        cash = CAPITAL + sumOf(knownFills(scene)).cash;
        return differenceOf(scene, knownFills(scene));
      },
      fact: (fact) => {
        if (fact.kind !== 'fill') return null;
        const { side, price, quantity, fee } = fact.fill;
        cash -= (side === 'buy' ? 1n : -1n) * price * quantity + fee;
        return cash === fact.cash ? null : `cash is ${fact.cash}, the fills make ${cash}`;
      },
      settled: () => differenceOf(scene, [...ourFills(scene.exchange)]),
    };
  },
};

function* knownFills({ disk }: Scene): Iterable<TrueFill> {
  for (const row of disk.rows) {
    if (row.kind === 'fill') yield { ...row.fill, sign: row.fill.side === 'buy' ? 1n : -1n };
  }
}

function differenceOf({ app }: Scene, fills: Iterable<TrueFill>): string | null {
  if (app === null) return 'nothing runs';
  const { cash, held } = sumOf(fills);
  const state = app.engine.snapshot();
  const [account] = state.accounts;
  if (account?.cash !== CAPITAL + cash) return `cash is ${account?.cash}, expected ${CAPITAL + cash}`;
  for (const { config, position } of state.bots) {
    const expected = held.get(config.id) ?? 0n;
    if (position.quantity !== expected) return `${config.id} holds ${position.quantity}, expected ${expected}`;
  }
  return null;
}
