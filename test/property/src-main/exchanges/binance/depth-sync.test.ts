import { expect, it } from 'vitest';
import { createSeededRandom } from '../../../../../src-main/engine/random/seeded-random.ts';
import { DepthSync } from '../../../../../src-main/exchanges/binance/depth-sync.ts';
import type { DepthEvent } from '../../../../../src-main/exchanges/binance/parse.ts';
import { createPublicRest } from '../../../../../src-main/exchanges/binance/rest.ts';
import {
  BTC,
  createBench,
  type ScriptedReply,
} from '../../../../unit/src-main/exchanges/binance/scripted-transport.ts';

type Side = Map<number, number>;
type Moment = { readonly bids: string; readonly asks: string };

const LEVELS = 1_000;

/** A market that changes one level at a time, and remembers what its book was after every update. */
class TrueBook {
  readonly bids: Side = new Map([[100, 1]]);
  readonly asks: Side = new Map([[101, 1]]);
  readonly #moments: Moment[] = [];
  readonly #chance: () => number;

  constructor(chance: () => number) {
    this.#chance = chance;
    this.#remember();
  }

  get updateId(): number {
    return this.#moments.length;
  }

  at(updateId: number): Moment | undefined {
    return this.#moments[updateId - 1];
  }

  /** So many updates in one event, as the exchange sends them each 100 ms. */
  change(updates: number): DepthEvent {
    const firstId = this.updateId + 1;
    const touched = { bids: new Map<number, number>(), asks: new Map<number, number>() };
    for (let index = 0; index < updates; index++) {
      const name = this.#chance() < 0.5 ? 'bids' : 'asks';
      const price = name === 'bids' ? 100 - this.#below(20) : 101 + this.#below(20);
      const quantity = this.#chance() < 0.3 ? 0 : 1 + this.#below(9);
      if (quantity === 0) this[name].delete(price);
      else this[name].set(price, quantity);
      touched[name].set(price, quantity);
      this.#remember();
    }
    const rows = (side: Side): [string, string][] =>
      [...side].map(([price, quantity]) => [String(price), String(quantity)]);
    const timeMs = 1_700_000_000_000 + this.updateId;
    return { firstId, lastId: this.updateId, timeMs, bids: rows(touched.bids), asks: rows(touched.asks) };
  }

  snapshot(): ScriptedReply {
    const rows = (side: Side): [string, string][] =>
      [...side].map(([price, quantity]) => [String(price), String(quantity)]);
    return { body: { lastUpdateId: this.updateId, bids: rows(this.bids), asks: rows(this.asks) } };
  }

  #below(limit: number): number {
    return Math.floor(this.#chance() * limit);
  }

  #remember(): void {
    const text = (side: Side, sign: number): string =>
      JSON.stringify([...side].sort(([left], [right]) => sign * (left - right)));
    this.#moments.push({ bids: text(this.bids, -1), asks: text(this.asks, 1) });
  }
}

const SEEDS = Array.from({ length: 40 }, (_, index) => index);

/** What is shown is checked after each step; at the end nothing goes wrong any more, and the book must be whole. */
async function runSession(seed: number): Promise<{ shown: number; snapshots: number }> {
  const random = createSeededRandom(`depth-${seed}`);
  const chance = (): number => random.next();
  const truth = new TrueBook(chance);
  const { parts, transport, timers } = createBench();
  const waiting: ((reply: ScriptedReply) => void)[] = [];
  transport.answer = () => new Promise((answer) => waiting.push(answer));
  const sync = new DepthSync(parts, createPublicRest(parts), BTC);
  let shown = 0;
  const check = (): void => {
    const book = sync.read(LEVELS);
    if (book === undefined) return;
    shown++;
    const rows = ({ prices, quantities }: typeof book.bids): string =>
      JSON.stringify([...prices].map((price, index) => [price, quantities[index]]));
    expect({ bids: rows(book.bids), asks: rows(book.asks) }).toEqual(truth.at(sync.updateId));
  };
  let held: DepthEvent | undefined;
  let pending: ScriptedReply | undefined;
  sync.start();
  for (let step = 0; step < 400; step++) {
    const isCalm = step >= 300;
    const event = truth.change(1 + Math.floor(chance() * 5));
    const fate = isCalm ? 1 : chance();
    if (fate < 0.02) held = event;
    else if (fate >= 0.04) sync.hear(event);
    if (fate > 0.04 && fate < 0.08) sync.hear(event);
    if (held !== undefined && chance() < 0.5) {
      sync.hear(held);
      held = undefined;
    }
    if (!isCalm && chance() < 0.005) sync.startOver('a test says so');
    if (!isCalm && chance() < 0.005) {
      sync.stop();
      sync.start();
    }
    check();
    // A snapshot is made at one time and comes at a later one.
    if (waiting.length > 0) pending ??= !isCalm && chance() < 0.2 ? { status: 503, body: '' } : truth.snapshot();
    if (pending !== undefined && chance() < 0.5) {
      waiting.shift()?.(pending);
      pending = undefined;
    }
    await timers.run(1_000);
    check();
  }
  expect(sync.updateId).toBe(truth.updateId);
  return { shown, snapshots: transport.sent.length };
}

it('whatever is lost, doubled, late or out of order: a book that is shown is the exchange’s at that update', async () => {
  let shown = 0;
  let snapshots = 0;
  for (const seed of SEEDS) {
    const session = await runSession(seed);
    shown += session.shown;
    snapshots += session.snapshots;
  }
  expect(shown).toBeGreaterThan(10_000);
  expect(snapshots).toBeGreaterThan(SEEDS.length * 3);
});
