import type { AccountGroup } from '../../model/account.ts';
import type { Fill } from '../../model/fill.ts';
import type { GovernorLimits } from '../../model/governor-limits.ts';
import { MOST_ORDERS_PER_MINUTE } from '../../model/governor-limits.ts';
import type { Money } from '../../model/money.ts';
import { ratioFromNumber, shareOf } from '../../model/money.ts';
import type { Order } from '../../model/order.ts';
import type { RiskMode, RiskModeEvent } from '../../model/risk-mode.ts';
import { NORMAL, nextRiskMode } from '../../model/risk-mode.ts';
import type { TimestampMs } from '../../model/time.ts';
import type { GovernorMemory, Watermarks } from '../ports/journal.ts';
import type { ExposedAssets, ExposedHolding, Exposure, ExposureBreakdown } from './exposure.ts';
import { exposureBreakdown, exposureWith } from './exposure.ts';
import type { Breach } from './levels.ts';
import { brokenLevels } from './levels.ts';
import { OrderRate } from './order-rate.ts';
import type { PendingBot } from './pending-entries.ts';
import { PendingEntries } from './pending-entries.ts';
import type { GovernorView, Proposal } from './rule.ts';
import { marksFrom, moveMarks, shiftMarks } from './watermarks.ts';

/** The accounts of a group, as they stand. */
export type GovernedAccounts = {
  /** All of them together, in the governor's asset. */
  readonly equity: () => Money;
  /** An instrument of which something is held and no price known: without one an equity is not worth a verdict. */
  readonly unpriced: () => string | null;
  readonly open: () => Iterable<ExposedHolding>;
  readonly assetsOf: (instrumentId: string) => ExposedAssets;
  readonly sameCluster: (instrumentId: string, other: string) => boolean;
  /** An asset that cannot be valued in the governor's; null when all can. */
  readonly unvalued: () => string | null;
};

export type GovernorTerms = {
  readonly group: AccountGroup;
  /** What all its amounts are counted in. */
  readonly asset: string;
  readonly limits: GovernorLimits;
  readonly accounts: GovernedAccounts;
  /** Time that nobody sets: what a minute of orders is counted in. */
  readonly steadyMs: () => number;
};

/** What seeing the equity of a moment brought. */
export type Observation = { readonly rolled: readonly ('day' | 'week')[]; readonly record: boolean };

const NOTHING_NEW: Observation = { rolled: [], record: false };
/** A new peak is on disk a minute later, or at once when it is a thousandth above the one that is. */
const MINUTE_MS = 60_000;
const RECORD_EVERY_MS = 60_000;
const RECORD_RISE = ratioFromNumber(0.001);

/**
 * Looks over all bots and accounts of one group: what they have at stake together, how far their equity has come down,
 * how fast they order, and what they may still do. Says what is broken; acting on it is the engine's.
 */
export class Governor implements GovernorView {
  readonly group: AccountGroup;
  readonly asset: string;
  limits: GovernorLimits;
  readonly rate = new OrderRate(MOST_ORDERS_PER_MINUTE);
  readonly #accounts: GovernedAccounts;
  readonly #steadyMs: () => number;
  readonly #pending = new PendingEntries();
  #mode: RiskMode = NORMAL;
  #marks: Watermarks | null = null;
  /** The marks that were to be written down last. */
  #recorded: { readonly marks: Watermarks; readonly timeMs: TimestampMs } | null = null;
  /** Several rules ask the same of one order. */
  #asked: { readonly proposal: Proposal; readonly exposure: Exposure } | null = null;

  constructor({ group, asset, limits, accounts, steadyMs }: GovernorTerms) {
    this.group = group;
    this.asset = asset;
    this.limits = limits;
    this.#accounts = accounts;
    this.#steadyMs = steadyMs;
  }

  restore({ mode, marks }: GovernorMemory): void {
    this.#mode = mode;
    this.#marks = marks;
  }

  get mode(): RiskMode {
    return this.#mode;
  }

  get marks(): Watermarks | null {
    return this.#marks;
  }

  get equity(): Money {
    return this.#accounts.equity();
  }

  /** From the moment risk has approved an order. Orders that only reduce count for their number alone. */
  take(order: Order, bot: PendingBot, notional: Money): void {
    this.rate.note(this.#steadyMs());
    this.#pending.add(order, bot, notional);
  }

  /** An entry that was alive when the app ended; its time counts as well. */
  takeBack(order: Order, bot: PendingBot, notional: Money): void {
    this.#pending.add(order, bot, notional);
  }

  /** Orders of the last minutes before a restart, by the clock of then: where that was set back since, a minute ahead at most. */
  restoreRate(sentMs: readonly TimestampMs[], nowMs: TimestampMs): void {
    for (const timeMs of sentMs) this.rate.note(this.#steadyMs() + Math.min(timeMs - nowMs, MINUTE_MS));
  }

  sentWithinMinute(): number {
    return this.rate.count(this.#steadyMs());
  }

  mayOrder(most: number): boolean {
    return !this.rate.isFull(most, this.#steadyMs());
  }

  onFill(fill: Fill): void {
    this.#pending.fill(fill);
  }

  onOrderEnded(clientOrderId: string): void {
    this.#pending.end(clientOrderId);
  }

  exposureWith(proposal: Proposal): Exposure {
    if (this.#asked?.proposal !== proposal) this.#asked = { proposal, exposure: this.exposureOf(proposal) };
    return this.#asked.exposure;
  }

  exposureOf(asked: Pick<Proposal, 'order' | 'notional'>): Exposure {
    const { open, assetsOf, sameCluster } = this.#accounts;
    return exposureWith({ pending: this.#pending, open, assetsOf, sameCluster }, asked);
  }

  /** All that is held and ordered now. */
  breakdown(): ExposureBreakdown {
    const { open, assetsOf, sameCluster } = this.#accounts;
    return exposureBreakdown({ pending: this.#pending, open, assetsOf, sameCluster });
  }

  inAsset(amount: Money, instrumentId: string): Money {
    return shareOf(amount, this.#accounts.assetsOf(instrumentId).rate);
  }

  unknownValue(): string | null {
    this.#pending.price();
    const entry = this.#pending.unpriced();
    if (entry !== undefined) return `an entry in ${entry} has no price yet`;
    const held = this.#accounts.unpriced();
    if (held !== null) return `a position in ${held} has no price yet`;
    const asset = this.#accounts.unvalued();
    return asset === null ? null : `${asset} has no price in ${this.asset}`;
  }

  /** Moves the marks to the equity of now: which windows rolled, and whether the marks are to be written down. */
  observe(nowMs: TimestampMs, rollOffsetMs: number): Observation {
    if (this.#accounts.unpriced() !== null || this.#accounts.unvalued() !== null) return NOTHING_NEW;
    const { marks, rolled } = moveMarks(this.#marks, this.equity, nowMs, rollOffsetMs);
    if (marks === this.#marks) return NOTHING_NEW;
    this.#marks = marks;
    const recorded = this.#recorded;
    const isDue = recorded === null || nowMs >= recorded.timeMs + RECORD_EVERY_MS;
    const hasRisen = recorded !== null && marks.peak > recorded.marks.peak + shareOf(recorded.marks.peak, RECORD_RISE);
    const record = isDue || hasRisen || rolled.length > 0;
    if (record) this.#recorded = { marks, timeMs: nowMs };
    return { rolled, record };
  }

  /** The levels that are broken now; none while the equity is not known. */
  broken(): readonly Breach[] {
    if (this.#marks === null || this.#accounts.unpriced() !== null) return [];
    return brokenLevels({ limits: this.limits, marks: this.#marks, equity: this.equity, asset: this.asset });
  }

  /** True when the mode is another one now. */
  change(event: RiskModeEvent): boolean {
    const next = nextRiskMode(this.#mode, event);
    const changed = next !== this.#mode;
    this.#mode = next;
    return changed;
  }

  /** What was lost until now has been accepted by a person: everything is counted from here on. */
  beginAnew(nowMs: TimestampMs, rollOffsetMs: number): void {
    this.#marks = this.#accounts.unpriced() === null ? marksFrom(this.equity, nowMs, rollOffsetMs) : null;
    this.#recorded = null;
  }

  /** Money that came in or went out. */
  onTransfer(amount: Money): void {
    if (this.#marks !== null) this.#marks = shiftMarks(this.#marks, amount);
  }
}
