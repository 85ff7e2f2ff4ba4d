import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Random } from '../../../src-main/engine/ports/random.ts';
import { createSeededRandom } from '../../../src-main/engine/random/seeded-random.ts';
import type { ExchangeProcess } from '../../bench/exchange-process.ts';
import { startExchangeProcess } from '../../bench/exchange-process.ts';
import {
  askExchange,
  problemsAfterKill,
  problemsAtRest,
} from '../../integration/src-main/composition/killed-live/exchange-truth.ts';
import { callChannel } from '../pages/bellwether-page.ts';
import type { LaunchedApp } from '../pages/launch-app.ts';
import { launchApp } from '../pages/launch-app.ts';
import {
  allowManyOrders,
  call,
  LIVE_ACCOUNT,
  LIVE_BOTS,
  LIVE_SYMBOLS,
  openOrders,
  orderByHand,
  startBots,
} from './live-bots.ts';
import { killTree } from './process-tree.ts';
import { unprotected } from './resting-stops.ts';

/** What was seen over all kills of the application. */
export type KilledApp = {
  readonly kills: number;
  readonly whileStarting: number;
  readonly orders: number;
  readonly fills: number;
  /** The most that were open when the application came back. */
  readonly mostOpenOrders: number;
  /** From the start of the process until its window says that the exchange was asked for all that was under way, ms. */
  readonly readyMs: readonly number[];
  readonly problems: readonly string[];
};

const MINUTE_MS = 60_000;
/** From a start to the close of a bar; a machine that takes longer waits for the next bar. */
const LEAD_MS = { first: 14_000, later: 12_000 };
/** How long orders of bots are on their way after a bar closed; killed at any moment from when it may trade to then. */
const BUSY_MS = 12_000;
const PATIENCE_MS = 60_000;
/** A position that lost its stop with the process has it again by the next close of a minute. */
const PROTECTED_WITHIN_MS = 75_000;
/** The least that the exchange takes an order for. */
const LEAST_VALUE = 10;

/** Kills the built application with all its processes, time and again over one data folder, while the exchange lives on. */
export async function killApp(terms: { readonly seed: string; readonly kills: number }): Promise<KilledApp> {
  const dataDir = mkdtempSync(join(tmpdir(), 'bellwether-killed-'));
  const exchange = await startExchangeProcess('--seed', '11');
  try {
    return await new Kills(dataDir, exchange, createSeededRandom(terms.seed)).run(terms.kills);
  } finally {
    await exchange.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

type Launched = LaunchedApp & { readonly startedMs: number };

class Kills {
  readonly #dataDir: string;
  readonly #exchange: ExchangeProcess;
  readonly #random: Random;
  readonly #readyMs: number[] = [];
  #offsetMs = 0;
  #whileStarting = 0;
  #mostOpenOrders = 0;

  constructor(dataDir: string, exchange: ExchangeProcess, random: Random) {
    this.#dataDir = dataDir;
    this.#exchange = exchange;
    this.#random = random;
  }

  async run(kills: number): Promise<KilledApp> {
    const { rest } = this.#exchange;
    await this.#control('fees', { mode: 'quote' });
    for (const symbol of LIVE_SYMBOLS) await this.#control('balance', { asset: symbol.split('-')[0], free: '0' });
    await this.#control('balance', { asset: 'USDT', free: '1000000' });
    const before = (await askExchange(rest)).balances;
    const problems: string[] = [];
    for (let kill = 0; kill < kills; kill++) {
      await this.#live(kill);
      problems.push(...problemsAfterKill(this.#dataDir, await askExchange(rest)));
    }
    await this.#settle();
    const truth = await askExchange(rest);
    problems.push(...problemsAtRest(this.#dataDir, truth, before));
    const { length: orders } = truth.orders;
    const [whileStarting, mostOpenOrders, readyMs] = [this.#whileStarting, this.#mostOpenOrders, this.#readyMs];
    return { kills, whileStarting, orders, fills: truth.fills.length, mostOpenOrders, readyMs, problems };
  }

  /** From its start to its end by force, while it starts or while orders are on their way. */
  async #live(kill: number): Promise<void> {
    const isEarly = kill > 0 && this.#random.next() < 0.25;
    const chance = this.#random.next();
    await this.#closeBarIn(kill === 0 ? LEAD_MS.first : LEAD_MS.later);
    const launched = await this.#launch();
    if (isEarly) this.#whileStarting++;
    if (isEarly) await sleep(chance * 2_000);
    else {
      if (kill === 0) await this.#setUp(launched);
      await this.#untilReady(launched);
      await startBots(launched);
      await orderByHand(launched);
      await sleep(chance * (this.#untilBarMs() + BUSY_MS));
    }
    await killed(launched);
  }

  /** Every position has its stop again; then takes back what rests, waits for the exchange's word and ends as a person would end it. */
  async #settle(): Promise<void> {
    await this.#closeBarIn(LEAD_MS.later);
    const launched = await this.#launch();
    try {
      await this.#untilReady(launched);
      await this.#standing(launched).getByText('Reconciled', { exact: true }).waitFor({ timeout: PATIENCE_MS });
      await startBots(launched);
      const bare = async () => unprotected(await askExchange(this.#exchange.rest), LEAST_VALUE);
      await expect.poll(bare, { timeout: PROTECTED_WITHIN_MS, interval: 250 }).toEqual([]);
      await call(launched, 'trading.halt', { flatten: false });
      await expect.poll(() => openOrders(launched), { timeout: PATIENCE_MS }).toEqual([]);
    } finally {
      await launched.close();
    }
  }

  async #launch(): Promise<Launched> {
    const startedMs = performance.now();
    return { ...(await launchApp({ dataDir: this.#dataDir })), startedMs };
  }

  async #setUp(launched: LaunchedApp): Promise<void> {
    const { rest, ws, binanceKey, binanceSecret } = this.#exchange;
    await call(launched, 'exchanges.add', { venue: 'binance', urls: { rest, stream: ws, userStream: ws } });
    for (const [field, value] of [
      ['apiKey', binanceKey],
      ['secret', binanceSecret],
    ] as const) {
      await launched.app.evaluate(({ clipboard }, text) => clipboard.writeText(text), value);
      await call(launched, 'exchanges.takeKey', { venue: 'binance', field, from: 'clipboard' });
    }
    const keep = { venue: 'binance', keep: 'keychain', insistence: null } as const;
    await expect
      .poll(async () => (await callChannel(launched.page, 'exchanges.saveKey', keep)).ok, { timeout: PATIENCE_MS })
      .toBe(true);
    await call(launched, 'account.open', { venue: 'binance', quoteAsset: 'USDT' });
    await allowManyOrders(launched);
    for (const config of LIVE_BOTS) await call(launched, 'bots.save', config);
  }

  #standing({ page }: LaunchedApp) {
    return page.getByTestId(`account-${LIVE_ACCOUNT}`);
  }

  /** Until everything was asked for; the proof that an order never reached the exchange takes half a minute more. */
  async #untilReady(launched: Launched): Promise<void> {
    const pages = launched.page.getByRole('navigation', { name: 'Pages' });
    await pages.getByRole('button', { name: 'Orders', exact: true }).click({ timeout: PATIENCE_MS });
    const asked = this.#standing(launched).getByText(/^Reconciled$|the fate of order/);
    await asked.first().waitFor({ timeout: PATIENCE_MS });
    this.#readyMs.push(Math.round(performance.now() - launched.startedMs));
    this.#mostOpenOrders = Math.max(this.#mostOpenOrders, (await openOrders(launched)).length);
  }

  /** Sets the exchange's clock so far ahead that a minute is over so soon. Not while the application runs on it. */
  async #closeBarIn(leadMs: number): Promise<void> {
    const aheadMs = this.#untilBarMs() - leadMs;
    this.#offsetMs += aheadMs < 0 ? aheadMs + MINUTE_MS : aheadMs;
    await this.#control('clock', { offsetMs: this.#offsetMs });
    await this.#control('address', {});
  }

  #untilBarMs(): number {
    return MINUTE_MS - ((Date.now() + this.#offsetMs) % MINUTE_MS);
  }

  async #control(what: string, body: object): Promise<void> {
    const reply = await fetch(`${this.#exchange.rest}/control/${what}`, { method: 'POST', body: JSON.stringify(body) });
    if (!reply.ok) throw new Error(`control/${what} answered ${reply.status}`);
  }
}

async function killed(launched: Launched): Promise<void> {
  const child = launched.app.process();
  const ended = once(child, 'exit');
  killTree(child.pid ?? Number.NaN);
  await ended;
}

/** When a process is killed is left to chance: that is what is tested. */
const sleep = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
