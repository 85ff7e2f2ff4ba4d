import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import type { ExchangeKeys } from '../../../src-main/engine/ports/exchange.ts';
import type { Log } from '../../../src-main/engine/ports/log.ts';
import type { ExchangeDefinition, ProtocolParts } from '../../../src-main/exchanges/connection/exchange-definition.ts';
import type { MarketProtocol, MarketStream } from '../../../src-main/exchanges/connection/market-protocol.ts';
import type { OrderProtocol, OrderReference } from '../../../src-main/exchanges/connection/order-protocol.ts';
import type { Instrument } from '../../../src-main/model/instrument.ts';
import type { ManualTimers } from '../../fakes/manual-timers.ts';
import { createManualTimers } from '../../fakes/manual-timers.ts';
import { anOrder } from '../../fakes/scripted-exchange-desk.ts';
import { chanceOf } from '../fault-schedule.ts';
import { badValueIn } from './bad-values.ts';
import { FiringTransport } from './firing-transport.ts';
import type { FrameSeeds } from './frame-seeds.ts';

const START_MS = Date.UTC(2026, 5, 1, 12, 0, 20);
const STEP_MS = 50;
/** Questions that wait for an answer at once: further ones wait for them. */
const MOST_UNDER_WAY = 8;
const ASK_EACH = 4;
const INSTRUMENTS = 3;
const NOTHING = (): void => undefined;
const SILENT: Log = { debug: NOTHING, info: NOTHING, warn: NOTHING, error: NOTHING };

/** One exchange's decoders, streams and REST, behind a network that tells nothing but nonsense. */
export class DecodersUnderFire {
  readonly name: string;
  /** Errors nobody caught, and values that must never be told. */
  readonly uncaught: string[] = [];
  readonly bad: string[] = [];
  told = 0;
  readonly #transport: FiringTransport;
  readonly #timers: ManualTimers;
  readonly #market: MarketProtocol;
  readonly #orders: OrderProtocol;
  readonly #instruments: readonly Instrument[];
  readonly #stream: MarketStream;
  readonly #chance: () => number;
  #underWay = 0;
  #shots = 0;

  private constructor(parts: {
    readonly name: string;
    readonly transport: FiringTransport;
    readonly timers: ManualTimers;
    readonly market: MarketProtocol;
    readonly orders: OrderProtocol;
    readonly instruments: readonly Instrument[];
    readonly chance: () => number;
  }) {
    this.name = parts.name;
    this.#transport = parts.transport;
    this.#timers = parts.timers;
    this.#market = parts.market;
    this.#orders = parts.orders;
    this.#instruments = parts.instruments;
    this.#chance = parts.chance;
    this.#stream = this.#listen();
  }

  static async open(definition: ExchangeDefinition, seeds: FrameSeeds, seed: string): Promise<DecodersUnderFire> {
    const timers = createManualTimers(START_MS, seed);
    const chance = chanceOf(`malformed ${definition.venue} ${seed}`);
    const transport = new FiringTransport(seeds, timers, chance);
    let instruments: readonly Instrument[] = [];
    const parts: ProtocolParts = {
      urls: { rest: 'http://127.0.0.1:1', stream: 'ws://127.0.0.1:1', userStream: 'ws://127.0.0.1:1' },
      transport,
      timers,
      log: SILENT,
      serverNowMs: () => timers.nowMs(),
      findInstrument: (id) => instruments.find((one) => one.id === id || one.symbol === id),
    };
    const market = definition.market(parts);
    const listed = await market.instruments();
    if (!listed.ok || listed.value.length === 0) {
      throw new Error(`${definition.venue} has no instruments: ${listed.ok ? 'an empty list' : listed.error.message}`);
    }
    instruments = listed.value;
    const orders = definition.orders(parts, keysFor(definition.venue));
    const name = definition.venue;
    return new DecodersUnderFire({ name, transport, timers, market, orders, instruments, chance });
  }

  get fired(): number {
    return this.#transport.fired;
  }

  /** So many frames, with requests in between and time going by. */
  async shoot(frames: number): Promise<void> {
    this.#transport.isArmed = true;
    for (let frame = 0; frame < frames; frame++) {
      this.#transport.fire();
      if (++this.#shots % ASK_EACH !== 0) continue;
      if (this.#underWay < MOST_UNDER_WAY) this.#ask();
      this.#guard(() => this.#timers.advance(STEP_MS));
      for (const { id } of this.#instruments.slice(0, INSTRUMENTS)) {
        this.#guard(() => this.#look(this.#stream.book(id, 10)));
      }
      await new Promise((done) => setImmediate(done));
    }
    this.uncaught.push(...this.#transport.thrown.splice(0));
  }

  #listen(): MarketStream {
    const look = (value: unknown): void => this.#look(value);
    const user = { order: look, fill: look, connected: NOTHING, broken: NOTHING };
    this.#orders.openUserStream(user);
    const stream = this.#market.openStream({
      trade: look,
      quote: look,
      candle: (_id, candle) => look(candle),
      connected: NOTHING,
      broken: NOTHING,
      alive: NOTHING,
    });
    const ids = new Set(this.#instruments.slice(0, INSTRUMENTS).map(({ id }) => id));
    stream.want({ market: ids, books: ids });
    return stream;
  }

  /** One question over REST, whichever. */
  #ask(): void {
    const instrument = this.#instruments[Math.floor(this.#chance() * INSTRUMENTS)] ?? this.#instruments[0];
    if (instrument === undefined) return;
    const order = anOrder('fault-1', { instrumentId: instrument.id, createdMs: START_MS });
    const reference: OrderReference = {
      clientOrderId: 'fault-1',
      instrument,
      venueOrderId: this.#chance() < 0.5 ? null : '1001',
      sentMs: START_MS,
    };
    const minute = { interval: '1m', fromMs: START_MS - 3_620_000, toMs: START_MS - 20_000, priority: 'data' } as const;
    const questions: readonly (() => Promise<unknown>)[] = [
      () => this.#market.serverTimeMs(),
      () => this.#market.instruments(),
      () => this.#market.candlePage({ instrument, ...minute }),
      () => this.#market.quotes(this.#instruments.slice(0, INSTRUMENTS)),
      () => this.#orders.balances(),
      () => this.#orders.openOrders(),
      () => this.#orders.find(reference),
      () => this.#orders.fills(instrument, START_MS - 60_000),
      () => this.#orders.place(order, instrument),
      () => this.#orders.cancel(reference),
      () => this.#orders.permissions(),
    ];
    const question = questions[Math.floor(this.#chance() * questions.length)];
    if (question === undefined) return;
    this.#underWay++;
    Promise.resolve()
      .then(question)
      .then(
        (answer) => this.#look(answer),
        (error: unknown) => void this.uncaught.push(`${question}: ${error instanceof Error ? error.stack : error}`),
      )
      .finally(() => void this.#underWay--);
  }

  #look(value: unknown): void {
    this.told++;
    const bad = badValueIn(value);
    if (bad !== undefined) this.bad.push(`${bad} in ${textOf(value)}`);
  }

  #guard(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.uncaught.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
    }
  }
}

const textOf = (value: unknown): string =>
  JSON.stringify(value, (_key, item: unknown) => (typeof item === 'bigint' ? String(item) : item)).slice(0, 400);

function keysFor(venue: string): ExchangeKeys {
  if (venue !== 'coinbase') return { apiKey: 'key', secret: Buffer.from('a secret of no account').toString('base64') };
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const secret = createPrivateKey(privateKey.export({ type: 'pkcs8', format: 'pem' })).export({
    type: 'sec1',
    format: 'pem',
  });
  return { apiKey: 'organizations/1/apiKeys/1', secret: String(secret) };
}
