import type { SimulatedClock } from '../../../src-main/engine/clock/simulated-clock.ts';
import { createSimulatedClock } from '../../../src-main/engine/clock/simulated-clock.ts';
import { Engine } from '../../../src-main/engine/engine.ts';
import { createLiveFrame } from '../../../src-main/engine/indicators/live-frame.ts';
import type { Random } from '../../../src-main/engine/ports/random.ts';
import { createSeededRandom } from '../../../src-main/engine/random/seeded-random.ts';
import { ACCOUNT_GROUPS } from '../../../src-main/model/account.ts';
import type { BreachAction, GovernorLimits } from '../../../src-main/model/governor-limits.ts';
import { BREACH_ACTIONS, LIMIT_NAMES, NO_GOVERNOR_LIMITS } from '../../../src-main/model/governor-limits.ts';
import { MINUTE_MS, NO_BARS, NO_LIMITS, START_MS } from '../engine-session.ts';
import { createTestLog } from '../test-log.ts';
import { LeanJournal } from './lean-journal.ts';
import { ACCOUNTS, BOTS, INSTRUMENTS } from './race-markets.ts';
import { RaceOracle } from './race-oracle.ts';
import { RaceVenue } from './race-venue.ts';
import { createRacer, manualOrderOf } from './racer.ts';

export type RaceResult = {
  readonly intents: number;
  /** Entries that left, each checked against every limit. */
  readonly sent: number;
  /** Orders of a person that left. */
  readonly byHand: number;
  readonly restarts: number;
  readonly violations: readonly string[];
  /** By rule. */
  readonly refusals: Readonly<Record<string, number>>;
};

/**
 * Bots on five markets and three accounts want at least `intents` entries; the same seed races the same race. `told`
 * makes of the limits in force those that the engine is told: others than the limits themselves must be found out.
 */
export function raceLimits(seed: string, intents: number, told: TellLimits = (limits) => limits): RaceResult {
  return new Race(seed, told).run(intents);
}

type TellLimits = (limits: GovernorLimits) => GovernorLimits;

/** Each limit as tight as it takes to be met often. */
const SCALE: Readonly<Record<string, number>> = {
  totalDrawdown: 0.25,
  dayDrawdown: 0.2,
  weekDrawdown: 0.3,
  dayLoss: 0.2,
  grossExposure: 2,
  netExposure: 1,
  assetExposure: 1,
  quoteExposure: 1.5,
  clusterExposure: 1.8,
  positions: 12,
  ordersPerMinute: 60,
  orderValue: 0.3,
  priceCollar: 0.15,
};

function drawLimits(random: Random): GovernorLimits {
  const limits = LIMIT_NAMES.map((name) => {
    if (random.next() < 0.25) return [name, null];
    const scale = (SCALE[name] ?? 1) * (0.3 + random.next());
    const most = name === 'positions' || name === 'ordersPerMinute' ? Math.max(1, Math.round(scale)) : scale;
    const harsh = random.next() < 0.05;
    const onBreach = harsh ? (BREACH_ACTIONS[Math.floor(random.next() * 4)] as BreachAction) : 'refuse';
    return [name, { most, onBreach }];
  });
  return { ...NO_GOVERNOR_LIMITS, ...Object.fromEntries(limits) };
}

class Race {
  readonly #random: Random;
  /** A person orders beside the bots. */
  readonly #hand: Random;
  #byHand = 0;
  readonly #clock: SimulatedClock = createSimulatedClock(START_MS);
  readonly #journal = new LeanJournal();
  readonly #marks = new Map(INSTRUMENTS.map(({ id }, index) => [id, 100 + 50 * index]));
  readonly #tally = { entries: 0 };
  readonly #refusals: Record<string, number> = {};
  readonly #venue: RaceVenue;
  readonly #oracle: RaceOracle;
  readonly #told: TellLimits;
  #engine: Engine;
  #restarts = 0;

  constructor(seed: string, told: TellLimits) {
    this.#told = told;
    this.#random = createSeededRandom(seed);
    this.#hand = createSeededRandom(`${seed} by hand`);
    const markOf = (id: string): number => this.#marks.get(id) ?? Number.NaN;
    this.#venue = new RaceVenue(this.#random, markOf, (order) => this.#oracle.onSubmit(order));
    this.#oracle = new RaceOracle(this.#venue, markOf, drawLimits(this.#random));
    this.#oracle.modeOf = (group) => this.#journal.governors.get(group)?.mode.kind ?? 'normal';
    this.#engine = this.#start();
    for (const config of BOTS) this.#engine.command({ kind: 'addBot', config });
    this.#wake();
  }

  run(intents: number): RaceResult {
    while (this.#tally.entries < intents && this.#oracle.violations.length === 0) this.#minute();
    const { violations, checked } = this.#oracle;
    return {
      intents: this.#tally.entries,
      sent: checked,
      byHand: this.#byHand,
      restarts: this.#restarts,
      violations,
      refusals: this.#refusals,
    };
  }

  #start(): Engine {
    const random = this.#random;
    let orders = 0;
    const engine = new Engine({
      ports: {
        clock: this.#clock,
        ids: { nextClientOrderId: () => `${this.#restarts}-${++orders}` },
        log: createTestLog(),
        journal: this.#journal,
        venue: this.#venue,
        createFrame: createLiveFrame,
      },
      instruments: [],
      toldInstruments: INSTRUMENTS,
      accounts: ACCOUNTS,
      accountRisk: NO_LIMITS,
      governor: this.#told(this.#oracle.limits),
      explainDecisions: false,
      findStrategy: createRacer(random, (id) => this.#marks.get(id) ?? 1, this.#tally),
    });
    this.#venue.report = (report) => void engine.offer({ kind: 'venue', report });
    engine.onFact(({ fact }) => {
      if (fact.kind === 'refused') this.#refusals[fact.rule] = (this.#refusals[fact.rule] ?? 0) + 1;
    });
    return engine;
  }

  /** Prices are live, bots run. */
  #wake(): void {
    const timeMs = this.#clock.nowMs();
    for (const { id: instrumentId } of INSTRUMENTS) {
      this.#engine.offer({ kind: 'state', instrumentId, state: 'live', timeMs });
      this.#engine.offer({ kind: 'mark', instrumentId, price: this.#marks.get(instrumentId) ?? 1 });
    }
    this.#tick();
    for (const { id: botId } of BOTS) {
      this.#engine.command({ kind: 'startBot', botId });
      this.#engine.offer({ kind: 'history', botId, bars: NO_BARS, minutes: NO_BARS });
    }
  }

  #tick(): void {
    this.#engine.offer({ kind: 'time', timeMs: this.#clock.nowMs() });
    for (const group of ACCOUNT_GROUPS) this.#oracle.sample(group);
  }

  #minute(): void {
    const openTimeMs = this.#clock.nowMs();
    this.#clock.advanceTo(openTimeMs + MINUTE_MS);
    this.#venue.nowMs = this.#clock.nowMs();
    for (const { id } of INSTRUMENTS) this.#bar(id, openTimeMs);
    const byHand = manualOrderOf(this.#hand, (id) => this.#marks.get(id) ?? 1);
    if (this.#engine.command({ kind: 'placeOrder', order: byHand }) === null) this.#byHand++;
    const draw = this.#random.next();
    if (draw < 0.01) this.#restart();
    else if (draw < 0.03) this.#change();
    else if (draw < 0.18) this.#release();
  }

  #bar(instrumentId: string, openTimeMs: number): void {
    const before = this.#marks.get(instrumentId) ?? 1;
    const jump = this.#random.next() < 0.02 ? 0.1 : 0.005;
    const close = Math.max(1, Math.round(before * (1 + jump * (2 * this.#random.next() - 1)) * 100) / 100);
    this.#marks.set(instrumentId, close);
    const candle = {
      openTimeMs,
      open: before,
      high: Math.max(before, close),
      low: Math.min(before, close),
      close,
      volume: 1,
    };
    this.#engine.offer({ kind: 'candle', instrumentId, interval: '1m', candle });
    this.#tick();
    this.#venue.act();
    for (const group of ACCOUNT_GROUPS) this.#oracle.sample(group);
  }

  /** What the app knew is gone but for the disk; the venue goes on. A peak may have risen by less than a thousandth since. */
  #restart(): void {
    this.#restarts++;
    this.#engine = this.#start();
    for (const group of ACCOUNT_GROUPS) {
      const recorded = this.#journal.governors.get(group)?.marks?.peak ?? 0n;
      const peak = this.#oracle.peaks.get(group) ?? 0n;
      if (recorded * 1002n < peak * 1000n) this.#oracle.violations.push(`a peak of ${peak} was forgotten: ${recorded}`);
      this.#oracle.peaks.set(group, recorded);
    }
    this.#wake();
  }

  #change(): void {
    this.#oracle.limits = drawLimits(this.#random);
    this.#engine.offer({ kind: 'config', accountRisk: NO_LIMITS, governor: this.#told(this.#oracle.limits) });
  }

  /** A person lets go, and stops or starts with that. */
  #release(): void {
    for (const group of ACCOUNT_GROUPS) {
      if (this.#random.next() < 0.1) {
        this.#engine.command({ kind: 'restrict', group, mode: 'noNewPositions', reason: 'a look' });
      } else if (this.#engine.command({ kind: 'releaseMode', group, reason: 'looked' }) === null) {
        this.#oracle.peaks.set(group, this.#oracle.equity(group));
      }
    }
  }
}
