import { columnsOf } from '../../../src-main/exchanges/ccxt/candles.ts';
import type { CcxtOrder, CcxtTrade } from '../../../src-main/exchanges/ccxt/client.ts';
import type { OrderDesk } from '../../../src-main/exchanges/ccxt/order-desk.ts';
import { balancesOf, venueFillOf, venueOrderOf } from '../../../src-main/exchanges/ccxt/parse-orders.ts';
import type { Instrument } from '../../../src-main/model/instrument.ts';
import { createInstrument } from '../../../src-main/model/instrument.ts';
import { chanceOf } from '../fault-schedule.ts';
import { badValueIn } from './bad-values.ts';
import { mutateFrame } from './mutate-frame.ts';

const START_MS = Date.UTC(2026, 5, 1, 12);
const NOTHING = (): void => undefined;
const DESK = {
  nameOf: () => 'fault-1',
  ownIdOf: () => undefined,
  nowMs: () => START_MS,
  symbols: { instrumentIdOf: () => 'ccxt:BTC-USDT' },
  parts: { log: { debug: NOTHING, info: NOTHING, warn: NOTHING, error: NOTHING } },
} as unknown as OrderDesk;
const SPAN = { interval: '1m', fromMs: START_MS, toMs: START_MS + 600_000 } as const;
const ROW = { time: START_MS, open: 1, high: 2, low: 0.5, close: 1.5, volume: 10 };
const FEE = { currency: 'USDT', cost: 0.1 };
const TRADE = { id: '9', order: '1', timestamp: START_MS, symbol: 'BTC/USDT', price: '100', amount: '0.5', fee: FEE };
const ORDER = {
  id: '1',
  symbol: 'BTC/USDT',
  status: 'open',
  timestamp: START_MS,
  amount: '1',
  filled: '0.5',
  cost: '50',
};
const BALANCES = { BTC: { free: '1', used: '0.5', total: '1.5' } };

/** What ccxt's own reading leaves to ours, with something changed in it. What cannot be read may be thrown: callers expect it. */
export class CcxtUnderFire {
  readonly name = 'ccxt';
  readonly uncaught: string[] = [];
  readonly bad: string[] = [];
  fired = 0;
  told = 0;
  readonly #chance: () => number;
  readonly #instrument = createInstrument('ccxt', 'BTC-USDT') as Instrument;

  constructor(seed: string) {
    this.#chance = chanceOf(`malformed ccxt ${seed}`);
  }

  async shoot(frames: number): Promise<void> {
    for (let frame = 0; frame < frames; frame++) {
      this.#fire(ROW, (row) => columnsOf([Object.values(row as typeof ROW)], SPAN));
      this.#fire(TRADE, (trade) => venueFillOf(DESK, trade as CcxtTrade, this.#instrument));
      this.#fire(ORDER, (order) => venueOrderOf(DESK, order as CcxtOrder));
      this.#fire(BALANCES, (balances) => balancesOf(balances as typeof BALANCES));
    }
    await new Promise((done) => setImmediate(done));
  }

  #fire(seed: object, read: (value: unknown) => unknown): void {
    this.fired++;
    const text = mutateFrame(JSON.stringify(seed), this.#chance);
    let told: unknown;
    try {
      told = read(asCcxtReads(JSON.parse(text), seed));
    } catch {
      return;
    }
    this.told++;
    const bad = badValueIn(told);
    if (bad !== undefined) this.bad.push(`${bad} of ${text.slice(0, 300)}`);
  }
}

/** ccxt's own reading lets through what is of the right type, and nothing else. */
function asCcxtReads(value: unknown, seed: object): unknown {
  const fields = Object.entries(seed).map(([name, like]) => {
    const found = (value as Record<string, unknown> | null)?.[name];
    return [name, typeof found === typeof like && found !== null ? found : undefined];
  });
  return Object.fromEntries(fields);
}
