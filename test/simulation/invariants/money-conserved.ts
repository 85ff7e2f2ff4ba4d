import { accountsOf, botsOf, CAPITAL } from '../app/bots.ts';
import { isBooked, ourFills, sumOf, type TrueFill } from './oracle.ts';
import type { Invariant, Scene } from './probes.ts';

/** Cash and positions are those of the exchange's ledger to the last digit; while we run, those of the fills we know. */
export const moneyConserved: Invariant = {
  name: 'money conserved',
  watch: (scene) => {
    let cash = new Map<string, bigint>();
    return {
      booted: () => {
        cash = cashBy(scene, [...knownFills(scene)]);
        return differenceOf(scene, [...knownFills(scene)]);
      },
      rowWritten: (row) => {
        if (row.kind === 'transfer') {
          const { accountId, amount } = row.transfer;
          cash.set(accountId, (cash.get(accountId) ?? 0n) + amount);
        }
        return null;
      },
      fact: (fact) => {
        if (fact.kind !== 'fill') return null;
        const { accountId, side, price, quantity, fee } = fact.fill;
        const own = (cash.get(accountId) ?? 0n) - (side === 'buy' ? 1n : -1n) * price * quantity - fee;
        cash.set(accountId, own);
        return own === fact.cash ? null : `cash of ${accountId} is ${fact.cash}, the fills make ${own}`;
      },
      settled: () => {
        const booked = [...knownFills(scene)].filter(isBooked);
        return differenceOf(scene, [...ourFills(scene.exchange), ...booked]);
      },
    };
  },
};

function* knownFills({ disk }: Scene): Iterable<TrueFill> {
  for (const row of disk.rows) {
    if (row.kind === 'fill') yield { ...row.fill, sign: row.fill.side === 'buy' ? 1n : -1n };
  }
}

/** What the account has besides what it traded: its capital, or what the exchange was seen to hold. */
function broughtIn({ world, disk }: Scene): Map<string, bigint> {
  const sums = new Map<string, bigint>(accountsOf(world.plan).map(({ id }) => [id, CAPITAL]));
  for (const row of disk.rows) {
    if (row.kind !== 'transfer') continue;
    const { accountId, amount } = row.transfer;
    sums.set(accountId, (sums.get(accountId) ?? 0n) + amount);
  }
  return sums;
}

/** What each account should have, by these fills. */
function cashBy(scene: Scene, fills: readonly TrueFill[]): Map<string, bigint> {
  const cash = broughtIn(scene);
  const accountOf = new Map(botsOf(scene.world.plan).map(({ id, accountId = '' }) => [id, accountId]));
  for (const fill of fills) {
    const accountId = accountOf.get(fill.botId) ?? '';
    cash.set(accountId, (cash.get(accountId) ?? 0n) + sumOf([fill]).cash);
  }
  return cash;
}

function differenceOf(scene: Scene, fills: readonly TrueFill[]): string | null {
  const { app } = scene;
  if (app === null) return 'nothing runs';
  const { held } = sumOf(fills);
  const state = app.engine.snapshot();
  for (const [accountId, expected] of cashBy(scene, fills)) {
    const own = state.accounts.find(({ account }) => account.id === accountId)?.cash ?? 0n;
    if (own !== expected) return `cash of ${accountId} is ${own}, expected ${expected}`;
  }
  for (const { config, position } of state.bots) {
    const expected = held.get(config.id) ?? 0n;
    if (position.quantity !== expected) return `${config.id} holds ${position.quantity}, expected ${expected}`;
  }
  return null;
}
