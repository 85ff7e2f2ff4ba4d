import type { AccountGroup } from '../../../src-main/model/account.ts';
import type { GovernorLimits, LimitName } from '../../../src-main/model/governor-limits.ts';
import { priceFromNumber, ratioFromNumber } from '../../../src-main/model/money.ts';
import type { Order } from '../../../src-main/model/order.ts';
import { limitOf, triggerOf } from '../../../src-main/model/order.ts';
import { ACCOUNTS, BOTS, INSTRUMENTS } from './race-markets.ts';
import type { RaceVenue, VenueOrder } from './race-venue.ts';

const RATIO_ONE = 10n ** 12n;

type Stake = {
  readonly botId: string;
  readonly base: string;
  readonly quote: string;
  long: bigint;
  short: bigint;
  held: bigint;
};

const groupOf = (accountId: string): AccountGroup => ACCOUNTS.find(({ id }) => id === accountId)?.group ?? 'paper';
const groupsOfBots = new Map(BOTS.map(({ id, accountId }) => [id, groupOf(accountId ?? '')]));
/** What is held by hand names its account. */
const groupOfBot = (id: string): AccountGroup => groupsOfBots.get(id) ?? groupOf(id.split(':')[1] ?? '');
const assetsOf = new Map(INSTRUMENTS.map(({ id, baseAsset, quoteAsset }) => [id, { baseAsset, quoteAsset }]));

/**
 * Counts again from the venue's books, from nothing, at every order that leaves: whatever is held, works or is just about
 * to, against the limits in force. It knows nothing of the governor's figures.
 */
export class RaceOracle {
  readonly violations: string[] = [];
  readonly peaks = new Map<AccountGroup, bigint>();
  limits: GovernorLimits;
  modeOf: (group: AccountGroup) => string = () => 'normal';
  checked = 0;
  readonly #venue: RaceVenue;
  readonly #markOf: (instrumentId: string) => number;
  readonly #sent = new Map<AccountGroup, number[]>();

  constructor(venue: RaceVenue, markOf: (instrumentId: string) => number, limits: GovernorLimits) {
    this.#venue = venue;
    this.#markOf = markOf;
    this.limits = limits;
  }

  /** Before the order is in the venue's books. */
  onSubmit(known: VenueOrder): void {
    const { order } = known;
    const group = groupOf(order.accountId);
    const sent = this.#sent.get(group) ?? [];
    this.#sent.set(group, sent);
    if (!order.reduceOnly) this.#check(group, known, sent);
    sent.push(order.createdMs);
    if (sent.length > 2000) sent.splice(0, 1000);
  }

  #check(group: AccountGroup, known: VenueOrder, sent: readonly number[]): void {
    this.checked++;
    const { order } = known;
    const equity = this.equity(group);
    this.sample(group);
    const stakes = this.#stakes(group, known);
    const sum = (of: (stake: Stake) => bigint): bigint => stakes.reduce((total, stake) => total + of(stake), 0n);
    const larger = ({ long, short }: Stake): bigint => (long > short ? long : short);
    const { baseAsset, quoteAsset } = assetsOf.get(order.instrumentId) as { baseAsset: string; quoteAsset: string };
    const share = (name: LimitName, value: bigint): void => {
      const limit = this.limits[name];
      if (limit === null) return;
      const allowed = (equity * ratioFromNumber(limit.most)) / RATIO_ONE;
      if (value > allowed) this.#violate(name, `${value} of ${allowed}`, order);
    };
    share('grossExposure', sum(larger));
    share(
      'assetExposure',
      sum((stake) => (stake.base === baseAsset ? larger(stake) : 0n)),
    );
    share(
      'quoteExposure',
      sum((stake) => (stake.quote === quoteAsset ? larger(stake) : 0n)),
    );
    share('netExposure', this.#net(stakes, order));
    share('orderValue', known.notional);
    this.#checkCounts(stakes.length, order, sent);
    this.#checkCollar(order);
    this.#checkLevel(group, equity, order);
    this.#checkMode(group, order);
  }

  /** As far as it goes to the order's side when all entries there fill, and turn round what they find. */
  #net(stakes: readonly Stake[], { side }: Order): bigint {
    const buy = side === 'buy';
    let net = 0n;
    for (const { held, long, short } of stakes) {
      const value = buy ? held : -held;
      const entries = (buy ? long : short) - (value > 0n ? value : 0n);
      net += entries > 0n && value < 0n ? entries : value + entries;
    }
    return net;
  }

  #checkCounts(positions: number, order: Order, sent: readonly number[]): void {
    const most = this.limits.positions?.most ?? Number.POSITIVE_INFINITY;
    if (positions > most) this.#violate('positions', `${positions} of ${most}`, order);
    const perMinute = this.limits.ordersPerMinute?.most;
    if (perMinute === undefined) return;
    const recent = sent.filter((timeMs) => timeMs > order.createdMs - 60_000).length;
    if (recent >= perMinute) this.#violate('ordersPerMinute', `${recent} before it of ${perMinute}`, order);
  }

  #checkCollar(order: Order): void {
    const share = this.limits.priceCollar?.most;
    const wanted = limitOf(order.type);
    if (share === undefined || wanted === null) return;
    const from = triggerOf(order.type) ?? priceFromNumber(this.#markOf(order.instrumentId));
    const sign = order.side === 'buy' ? 1n : -1n;
    const beyond = (wanted - from) * sign * RATIO_ONE;
    // The bound itself is rounded outwards to the last place of a price.
    if (beyond > from * ratioFromNumber(share) + RATIO_ONE)
      this.#violate('priceCollar', `${wanted} from ${from}`, order);
  }

  #checkLevel(group: AccountGroup, equity: bigint, order: Order): void {
    const limit = this.limits.totalDrawdown;
    const peak = this.peaks.get(group) ?? equity;
    if (limit === null) return;
    const allowed = (peak * ratioFromNumber(limit.most)) / RATIO_ONE;
    if (peak - equity >= allowed) this.#violate('totalDrawdown', `${peak - equity} of ${allowed}`, order);
  }

  #checkMode(group: AccountGroup, order: Order): void {
    const mode = this.modeOf(group);
    const held = this.#venue.held.get(order.botId) ?? 0n;
    const adds = order.side === 'buy' ? held > 0n : held < 0n;
    if (mode === 'normal' || (mode === 'noNewPositions' && adds)) return;
    this.#violate('positions', `entry in mode ${mode}`, order);
  }

  equity(group: AccountGroup): bigint {
    let equity = 0n;
    for (const { id, group: of } of ACCOUNTS) if (of === group) equity += this.#venue.cash.get(id) ?? 0n;
    for (const [botId, quantity] of this.#venue.held) {
      if (groupOfBot(botId) === group) equity += this.#value(botId, quantity);
    }
    return equity;
  }

  sample(group: AccountGroup): void {
    const equity = this.equity(group);
    if (equity > (this.peaks.get(group) ?? 0n)) this.peaks.set(group, equity);
  }

  #value(botId: string, quantity: bigint): bigint {
    const instrumentId = this.#venue.instrumentOf.get(botId) ?? '';
    return quantity === 0n ? 0n : priceFromNumber(this.#markOf(instrumentId)) * quantity;
  }

  /** Of every bot of the group that holds something or has entries at the venue. */
  #stakes(group: AccountGroup, next: VenueOrder): readonly Stake[] {
    const stakes = new Map<string, Stake>();
    const stakeOf = (botId: string, instrumentId: string): Stake => {
      const { baseAsset: base, quoteAsset: quote } = assetsOf.get(instrumentId) as {
        baseAsset: string;
        quoteAsset: string;
      };
      const stake = stakes.get(botId) ?? { botId, base, quote, long: 0n, short: 0n, held: 0n };
      stakes.set(botId, stake);
      return stake;
    };
    for (const [botId, quantity] of this.#venue.held) {
      if (quantity === 0n || groupOfBot(botId) !== group) continue;
      const stake = stakeOf(botId, this.#venue.instrumentOf.get(botId) ?? '');
      stake.held = this.#value(botId, quantity);
      if (stake.held > 0n) stake.long += stake.held;
      else stake.short -= stake.held;
    }
    for (const known of [...this.#venue.open.values(), next]) {
      const { order } = known;
      if (order.reduceOnly || groupOf(order.accountId) !== group) continue;
      const stake = stakeOf(order.botId, order.instrumentId);
      if (order.side === 'buy') stake.long += leftOf(known);
      else stake.short += leftOf(known);
    }
    return [...stakes.values()];
  }

  #violate(name: LimitName, what: string, { clientOrderId }: Order): void {
    if (this.violations.length < 20) this.violations.push(`${clientOrderId} ${name}: ${what}`);
  }
}

/** What of an entry may still come; one that turns positions round counts whole. */
function leftOf({ order, notional, filled, cost }: VenueOrder): bigint {
  if (order.closesOpposite) return notional;
  if (order.size.kind === 'quote') return cost < notional ? notional - cost : 0n;
  return filled < order.size.quantity ? notional - (notional * filled) / order.size.quantity : 0n;
}
