import { accountIdOf } from '../app/bots.ts';
import { digestOf } from '../disk/rows.ts';
import { FEE_ASSET, INSTRUMENTS } from '../exchange/instruments.ts';
import { PERSON } from '../exchange/simulated-exchange.ts';
import { trueFill } from './oracle.ts';
import type { Invariant, Scene } from './probes.ts';

const QUANTITY_TO_MONEY = 10n ** 12n;

/** At rest a live account is reconciled, and has the cash that the exchange's ledger says, deposits and trades by hand included. */
export const booksAgree: Invariant = {
  name: 'books agree',
  watch: (scene) => ({ settled: () => (scene.world.plan.market === 'spot' ? differenceOf(scene) : null) }),
};

function differenceOf(scene: Scene): string | null {
  const { app, world, exchange } = scene;
  const accountId = accountIdOf(world.plan);
  const own = app?.engine.snapshot().accounts.find(({ account }) => account.id === accountId);
  if (own === undefined) return 'there is no account';
  const state = own.reconciliation?.state;
  if (state?.kind !== 'green') return `not reconciled: ${state?.missing}`;
  const expected = exchange.ledger.balance('USDT') - feesElsewhere(scene);
  return own.cash === expected ? coinsOf(scene) : `cash is ${own.cash}, by the exchange ${expected}`;
}

/** What bots hold and what a person wants left alone is all there is, to the last digit. */
function coinsOf({ app, disk, exchange }: Scene): string | null {
  const { ignored } = digestOf(disk.rows);
  for (const { id, baseAsset } of INSTRUMENTS) {
    let known = 0n;
    for (const each of ignored.values()) if (each.key === `balance:${baseAsset}`) known += each.amount;
    for (const { config, position } of app?.engine.snapshot().bots ?? []) {
      if (config.instrumentId === id) known += position.quantity * QUANTITY_TO_MONEY;
    }
    const there = exchange.ledger.balance(baseAsset);
    if (known !== there) return `${baseAsset} is ${known}, by the exchange ${there}`;
  }
  return null;
}

/** Taken off cash in our books, and off another asset at the exchange. */
function feesElsewhere({ exchange }: Scene): bigint {
  let sum = 0n;
  for (const booked of exchange.orders) {
    if (booked.order.botId === PERSON) continue;
    for (const fill of booked.fills) if (fill.fee.asset === FEE_ASSET) sum += trueFill(booked, fill).fee;
  }
  return sum;
}
