import { accountIdOf, CAPITAL } from '../app/bots.ts';
import { ourFills, sumOf, type TrueFill } from './oracle.ts';
import type { Invariant, Scene } from './probes.ts';

/** Cash and positions are those of the exchange's ledger to the last digit; while we run, those of the fills we know. */
export const moneyConserved: Invariant = {
  name: 'money conserved',
  watch: (scene) => {
    let cash = 0n;
    return {
      booted: () => {
        cash = broughtIn(scene) + sumOf(knownFills(scene)).cash;
        return differenceOf(scene, knownFills(scene));
      },
      rowWritten: (row) => {
        if (row.kind === 'transfer') cash += row.transfer.amount;
        return null;
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

/** What the account has besides what it traded: its capital, or what the exchange was seen to hold. */
function broughtIn({ world, disk }: Scene): bigint {
  if (world.plan.market === 'margin') return CAPITAL;
  let sum = 0n;
  for (const row of disk.rows) if (row.kind === 'transfer') sum += row.transfer.amount;
  return sum;
}

function differenceOf(scene: Scene, fills: Iterable<TrueFill>): string | null {
  const { app, world } = scene;
  if (app === null) return 'nothing runs';
  const { cash, held } = sumOf(fills);
  const state = app.engine.snapshot();
  const accountId = accountIdOf(world.plan);
  const own = state.accounts.find(({ account }) => account.id === accountId)?.cash ?? 0n;
  const expected = broughtIn(scene) + cash;
  if (own !== expected) return `cash is ${own}, expected ${expected}`;
  for (const { config, position } of state.bots) {
    const expected = held.get(config.id) ?? 0n;
    if (position.quantity !== expected) return `${config.id} holds ${position.quantity}, expected ${expected}`;
  }
  return null;
}
