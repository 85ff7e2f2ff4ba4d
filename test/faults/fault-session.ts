import type { FaultSchedule, FaultVenue } from './fault-schedule.ts';
import { planFaults } from './fault-schedule.ts';
import type { HandMovedSession, OpenAdapter } from './hand-moved-session.ts';
import { followPlan, openHandMovedSession, STEP_MS, startAdapter } from './hand-moved-session.ts';
import type { MinuteListener } from './minute-listener.ts';
import { listenToMinutes, minuteProblems } from './minute-listener.ts';

export type FaultVerdict = {
  readonly seed: number;
  readonly venue: FaultVenue;
  /** Closed minutes told, of all symbols. */
  readonly minutes: number;
  /** Requests before the exchange's Retry-After was over, and other breaches of its limits. */
  readonly violations: number;
  /** How often something went wrong, by the fault's name. */
  readonly struck: Readonly<Record<string, number>>;
  /** What must not be; empty when all is well. */
  readonly problems: readonly string[];
};

/** How long it may take to come right again. */
const RECOVERY_MS = 4 * 60_000;

/**
 * One session of the real adapter against the local exchange: things go wrong by the seed's schedule, then right again. What
 * was told must be the exchange's own minutes, bit for bit, each once and in order, and nothing may have been sent while the
 * exchange had asked for silence.
 */
export async function runFaultSession(seed: number, venue: FaultVenue): Promise<FaultVerdict> {
  const schedule = planFaults(seed, venue);
  const session = await openHandMovedSession(seed, venue, schedule.startMs);
  const market = new MarketSession(session, schedule, venue);
  await market.run();
  const { exchange } = session;
  const violations = exchange.violations();
  const problems = [...market.problems(), ...violations.map(({ what }) => `violation: ${what}`)];
  const struck = Object.fromEntries(schedule.faults.map(({ name }) => [name, exchange.faults.struck(name)]));
  await market.close();
  await session.close();
  return { seed, venue, minutes: market.minutes(), violations: violations.length, struck, problems };
}

class MarketSession {
  readonly #session: HandMovedSession;
  readonly #schedule: FaultSchedule;
  readonly #venue: FaultVenue;
  readonly #heard: MinuteListener[] = [];
  /** Who listens, by the place in the schedule. */
  readonly #present = new Map<number, MinuteListener>();
  #open: OpenAdapter;

  constructor(session: HandMovedSession, schedule: FaultSchedule, venue: FaultVenue) {
    this.#session = session;
    this.#schedule = schedule;
    this.#venue = venue;
    this.#open = session.openAdapter();
  }

  async run(): Promise<void> {
    const { exchange, move } = this.#session;
    const { lengthMs, restartMs } = this.#schedule;
    await startAdapter(this.#session, this.#open.adapter);
    const elapsedMs = followPlan(this.#session, this.#schedule);
    let hasRestarted = restartMs === null;
    while (elapsedMs() < lengthMs) {
      this.#comeAndGo(elapsedMs());
      await move(STEP_MS);
      if (hasRestarted || elapsedMs() < (restartMs ?? 0)) continue;
      hasRestarted = true;
      await this.#restart();
    }
    this.#session.beforeStep(() => undefined);
    exchange.faults.clear();
    this.#comeAndGo(lengthMs);
    await move(RECOVERY_MS);
  }

  problems(): readonly string[] {
    const { exchange, clockMs } = this.#session;
    const stateOf = (id: string): string => this.#open.adapter.feed.stateOf(id);
    const dead = [...this.#present.values()].filter(({ instrumentId }) => stateOf(instrumentId) !== 'live');
    return [
      ...this.#heard.flatMap((listener) => minuteProblems(exchange, listener, clockMs())),
      ...dead.map(({ instrumentId }) => `${instrumentId} is ${stateOf(instrumentId)} at the end`),
    ];
  }

  minutes(): number {
    return this.#heard.reduce((sum, { told }) => sum + told.length, 0);
  }

  async close(): Promise<void> {
    for (const listener of this.#present.values()) listener.leave();
    await this.#open.close();
  }

  async #restart(): Promise<void> {
    for (const listener of this.#present.values()) listener.leave();
    this.#present.clear();
    await this.#open.close();
    this.#open = this.#session.openAdapter();
    await startAdapter(this.#session, this.#open.adapter);
  }

  #comeAndGo(atMs: number): void {
    for (const [place, { symbol, fromMs, untilMs }] of this.#schedule.listeners.entries()) {
      const isHere = fromMs <= atMs && (untilMs === null || atMs < untilMs);
      const known = this.#present.get(place);
      if (known !== undefined && !isHere) {
        known.leave();
        this.#present.delete(place);
      }
      if (known !== undefined || !isHere) continue;
      const listener = listenToMinutes(this.#open.adapter, `${this.#venue}:${symbol}`, this.#session.clockMs());
      this.#present.set(place, listener);
      this.#heard.push(listener);
    }
  }
}
