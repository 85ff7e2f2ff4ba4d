import { Engine } from '../../../src-main/engine/engine.ts';
import type { EngineCommand, EngineEvent } from '../../../src-main/engine/events.ts';
import { createLiveFrame } from '../../../src-main/engine/indicators/live-frame.ts';
import type { BooksListener } from '../../../src-main/engine/ports/exchange.ts';
import type { Journal } from '../../../src-main/engine/ports/journal.ts';
import type { Log } from '../../../src-main/engine/ports/log.ts';
import type { Venue, VenueReport } from '../../../src-main/engine/ports/venue.ts';
import { createLiveVenue, type LiveVenue } from '../../../src-main/exchanges/connection/live-venue.ts';
import type { BotConfig } from '../../../src-main/model/bot.ts';
import { createCandleColumns } from '../../../src-main/model/candle.ts';
import { createServerClock, type ServerClock } from '../../../src-main/resilience/server-clock.ts';
import type { Row } from '../disk/rows.ts';
import { SimulatedJournal } from '../disk/simulated-journal.ts';
import { Gateway } from '../exchange/gateway.ts';
import { FEE_ASSET, FEE_ASSET_VALUE, INSTRUMENTS } from '../exchange/instruments.ts';
import type { UserStream } from '../exchange/user-stream.ts';
import type { Weather } from '../exchange/weather.ts';
import type { Probes, Scene } from '../invariants/probes.ts';
import { count } from '../world/coverage.ts';
import { accountsOf } from './bots.ts';
import { CHAOS, chaosStrategy } from './chaos-strategy.ts';
import { LateVenue } from './late-venue.ts';
import { Crash, type Life } from './life.ts';
import { LiveSide } from './live-side.ts';

const NO_BARS = createCandleColumns(0);
const RETRY_MS = 2_000;
const FEE_RATE = { rate: FEE_ASSET_VALUE, source: 'sim:BNB-USDT', timeMs: 0 };

export type AppParts = {
  readonly life: Life;
  readonly scene: Scene;
  readonly weather: Weather;
  readonly probes: Probes;
  readonly opened: (stream: UserStream) => void;
};

/** One process: journal, engine and live venue, put together as the application does it. */
export class App {
  readonly life: Life;
  readonly engine: Engine;
  readonly journal: SimulatedJournal;
  readonly clock: ServerClock;
  /** A write failed in this life: what is in memory may be ahead of what is on disk. */
  isJournalBroken = false;
  /** The venue is there, and what was under way has been restored. */
  isOpen = false;
  readonly #parts: AppParts;
  readonly #gateway: Gateway;
  readonly #late: LateVenue;
  readonly #log: Log;
  readonly #live: LiveSide | null;
  #venue: LiveVenue | null = null;

  constructor(parts: AppParts) {
    const { life, probes, scene } = parts;
    this.#parts = parts;
    this.life = life;
    this.#log = logOf(life);
    this.journal = new SimulatedJournal(scene.disk, {
      step: (moment, row) => this.#journalStep(moment, row),
      failed: (row, error) => {
        if (error instanceof Crash) return;
        this.isJournalBroken = true;
        life.world.note(`journal fails at ${row.kind}`);
      },
    });
    this.#gateway = new Gateway({ ...parts, exchange: scene.exchange, serverNowMs: () => this.clock.nowMs() });
    this.clock = createServerClock({
      timers: life.timers,
      log: this.#log,
      probe: () => this.#gateway.serverTimeMs(),
    });
    this.#late = new LateVenue(
      (report) => this.offer({ kind: 'venue', report }),
      () => life.timers.nowMs(),
    );
    this.#live =
      life.world.plan.market === 'margin'
        ? null
        : new LiveSide({
            life,
            log: this.#log,
            journal: this.journal,
            gateway: this.#gateway,
            engine: () => this.engine,
            report: (report) => this.offer({ kind: 'venue', report }),
            openVenue: (report, books) => this.#openVenue(report, books),
          });
    this.engine = createEngine(this.journal, this.#live?.router ?? this.#late, { life, log: this.#log });
    this.engine.onFact(({ fact }) => {
      if (!life.isAlive) return;
      const { refusals, riskModes } = life.world.coverage;
      if (fact.kind === 'refused') count(refusals, fact.rule);
      if (fact.kind === 'riskMode') count(riskModes, fact.mode.kind);
      probes.tell('fact', fact);
    });
  }

  offer(event: EngineEvent): void {
    if (this.life.isAlive) this.engine.offer(event);
  }

  command(command: EngineCommand): string | null {
    return this.life.isAlive ? this.engine.command(command) : 'dead';
  }

  startBot(config: BotConfig): void {
    if (this.command({ kind: 'startBot', botId: config.id }) !== null) return;
    this.offer({ kind: 'history', botId: config.id, bars: NO_BARS, minutes: NO_BARS });
  }

  /** Measures the clock, then opens the venue and takes up what was under way. */
  async open(): Promise<void> {
    const { life } = this.#parts;
    while (!(await this.clock.measure()).ok) {
      await new Promise<void>((done) => life.timers.after(RETRY_MS, done));
    }
    if (!life.isAlive) return;
    if (this.#live !== null) this.#live.connect();
    else this.#connect();
    this.isOpen = true;
  }

  /** A live account is switched on by the person, once. */
  openAccount(): void {
    this.#live?.openAccount();
  }

  /** Simulated money at a real venue: it may sell what it does not have, which a live account may not. */
  #connect(): void {
    this.#venue = this.#openVenue((report) => this.offer({ kind: 'venue', report }));
    const { openOrders, fills } = this.journal.load();
    void this.#venue.restore(openOrders, fills);
    this.#late.connect(this.#venue);
  }

  #openVenue(report: (report: VenueReport) => void, books?: BooksListener): LiveVenue {
    const { life, scene } = this.#parts;
    return createLiveVenue({
      protocol: this.#gateway,
      timers: life.timers,
      log: this.#log,
      serverNowMs: () => this.clock.nowMs(),
      findInstrument: (instrumentId) => INSTRUMENTS.find(({ id }) => id === instrumentId),
      lastPrice: (instrumentId) => scene.exchange.price(instrumentId),
      valueOf: (asset) => (asset === FEE_ASSET ? FEE_RATE : undefined),
      report,
      ...(books === undefined ? {} : { books }),
    });
  }

  async stop(): Promise<void> {
    await this.#live?.dispose();
    await this.#venue?.dispose();
    await this.clock.dispose();
    this.life.end();
  }

  #journalStep(moment: 'before' | 'torn' | 'after', row: Row): void {
    const { life, probes } = this.#parts;
    if (!life.isAlive) throw new Crash();
    if (moment === 'before') probes.tell('rowWanted', row);
    if (moment === 'after') {
      probes.tell('rowWritten', row);
      life.world.note(storyOf(row));
      if (row.kind === 'state') count(life.world.coverage.orderStates, row.state);
    }
    if (life.mayCrash(`journal.${row.kind}.${moment}`)) throw new Crash();
  }
}

/** An engine over a journal and a venue; the same for a life and for a replay of what it left behind. */
export function createEngine(
  journal: Journal,
  venue: Venue,
  { life, log }: { readonly life: Life; readonly log: Log },
): Engine {
  const { world, timers } = life;
  const { maxPositionFraction, maxDailyLossFraction } = world.plan;
  const chaos = chaosStrategy(world);
  let orders = 0;
  return new Engine({
    ports: {
      clock: timers,
      ids: { nextClientOrderId: () => `bw-${life.number}-${++orders}` },
      log,
      journal,
      venue,
      createFrame: createLiveFrame,
    },
    instruments: [],
    toldInstruments: INSTRUMENTS,
    accounts: accountsOf(world.plan),
    governor: life.machine.limits,
    accountRisk: { maxPositionFraction, maxDailyLossFraction, dayRollOffsetMs: 0 },
    explainDecisions: false,
    findStrategy: (id) => (id === CHAOS ? chaos : undefined),
  });
}

function logOf({ world }: Life): Log {
  const say = (level: string) => (message: string) => world.note(`${level}: ${message}`);
  return { debug: () => undefined, info: () => undefined, warn: say('warn'), error: say('error') };
}

function storyOf(row: Row): string {
  if (row.kind === 'state') return `row ${row.clientOrderId} ${row.state} ${row.reason}`;
  if (row.kind === 'intent')
    return `row ${row.order.clientOrderId} intended by ${row.order.botId}: ${row.order.purpose}`;
  return `row ${row.kind}`;
}
