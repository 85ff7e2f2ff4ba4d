import type { GovernorLimits, LimitName } from '../../../src-main/model/governor-limits.ts';
import { LIMIT_NAMES } from '../../../src-main/model/governor-limits.ts';
import { ratioFromNumber } from '../../../src-main/model/money.ts';
import type { Order } from '../../../src-main/model/order.ts';
import { limitOf, triggerOf } from '../../../src-main/model/order.ts';
import { count } from '../world/coverage.ts';
import type { Invariant, Scene } from './probes.ts';
import type { Stake } from './stakes.ts';
import { groupOf, Stakes } from './stakes.ts';

const RATIO_ONE = 10n ** 12n;
/** Our machine's clock may run fast: by its own, the minute is over so much sooner. */
const MINUTE_MS = 60_000 - 20;

/** No entry leaves beyond a limit of the governor, nor in a mode that forbids it, what is held and ordered counted anew from the journal. */
export const governed: Invariant = {
  name: 'governor obeyed',
  watch: (scene) => {
    let stakes = new Stakes(scene.world.plan, scene.told);
    let sentMs: number[] = [];
    return {
      booted: () => {
        stakes = new Stakes(scene.world.plan, scene.told);
        sentMs = [];
        for (const row of scene.disk.rows) stakes.take(row);
        return null;
      },
      rowWritten: (row) => {
        stakes.take(row);
        if (stakes.forgotten !== null) return `a peak was forgotten: it is ${stakes.forgotten} now`;
        if (row.kind !== 'intent') return null;
        const nowMs = scene.world.elapsedMs;
        while (sentMs.length > 0 && (sentMs[0] as number) <= nowMs - MINUTE_MS) sentMs.shift();
        const problem = row.order.reduceOnly ? null : problemOf(scene, stakes, row.order, sentMs.length);
        sentMs.push(nowMs);
        return problem === null ? null : `${row.order.clientOrderId}: ${problem}`;
      },
    };
  },
};

function problemOf(scene: Scene, stakes: Stakes, order: Order, sentBefore: number): string | null {
  const { limits } = scene.machine;
  for (const name of LIMIT_NAMES) if (limits[name] !== null) count(scene.world.coverage.limitChecks, name);
  const group = groupOf(order.accountId);
  const equity = stakes.equity(group);
  if (equity === null) return 'something is held without a price';
  return (
    modeProblem(stakes, order) ??
    levelProblem(limits, stakes, order, equity) ??
    shareProblem(scene, stakes, order, equity) ??
    countProblem(limits, stakes, order, sentBefore) ??
    collarProblem(limits, stakes, order)
  );
}

function modeProblem(stakes: Stakes, { accountId, botId, side }: Order): string | null {
  const mode = stakes.modes.get(groupOf(accountId))?.kind ?? 'normal';
  const held = stakes.quantityOf(botId);
  const adds = side === 'buy' ? held > 0n : held < 0n;
  return mode === 'normal' || (mode === 'noNewPositions' && adds) ? null : `an entry in mode ${mode}`;
}

function levelProblem(limits: GovernorLimits, stakes: Stakes, order: Order, equity: bigint): string | null {
  const marks = stakes.marks.get(groupOf(order.accountId));
  if (marks === undefined) return null;
  const { peak, day, week } = marks;
  const levels = { totalDrawdown: peak, dayDrawdown: day.peak, weekDrawdown: week.peak, dayLoss: day.start };
  for (const [name, from] of Object.entries(levels)) {
    const limit = limits[name as LimitName];
    if (limit !== null && from - equity >= shareOf(from, limit.most)) return `${name}: ${from - equity} below ${from}`;
  }
  return null;
}

const shareOf = (amount: bigint, share: number): bigint => (amount * ratioFromNumber(share)) / RATIO_ONE;

/** Every instrument here is quoted in one asset, and two assets move as one until more is known of them. */
function shareProblem({ machine }: Scene, stakes: Stakes, order: Order, equity: bigint): string | null {
  const all = [...stakes.of(groupOf(order.accountId)).values()];
  const same = all.filter(({ instrumentId }) => instrumentId === order.instrumentId);
  const sums: Partial<Record<LimitName, bigint>> = {
    grossExposure: sum(all),
    quoteExposure: sum(all),
    assetExposure: sum(same),
    clusterExposure: sum(same),
    netExposure: netOf(all, order.side === 'buy'),
    orderValue: stakes.stakeOf(order.clientOrderId),
  };
  for (const [name, value] of Object.entries(sums)) {
    const limit = machine.limits[name as LimitName];
    if (limit === null) continue;
    if (value > shareOf(equity, limit.most)) return `${name}: ${value} of ${shareOf(equity, limit.most)}`;
  }
  return null;
}

const sum = (stakes: readonly Stake[]): bigint =>
  stakes.reduce((total, { long, short }) => total + (long > short ? long : short), 0n);

/** As far as it goes to the order's side when all entries there fill, and turn round what they find. */
function netOf(stakes: readonly Stake[], isBuy: boolean): bigint {
  let net = 0n;
  for (const { held, long, short } of stakes) {
    const value = isBuy ? held : -held;
    const entries = (isBuy ? long : short) - (value > 0n ? value : 0n);
    net += entries > 0n && value < 0n ? entries : value + entries;
  }
  return net;
}

function countProblem(limits: GovernorLimits, stakes: Stakes, order: Order, sentBefore: number): string | null {
  const { positions, ordersPerMinute } = limits;
  const open = stakes.of(groupOf(order.accountId)).size;
  if (positions !== null && open > positions.most) return `positions: ${open} of ${positions.most}`;
  if (ordersPerMinute === null || sentBefore < ordersPerMinute.most) return null;
  return `ordersPerMinute: ${sentBefore} before it of ${ordersPerMinute.most}`;
}

function collarProblem({ priceCollar }: GovernorLimits, stakes: Stakes, order: Order): string | null {
  const wanted = limitOf(order.type);
  const from = triggerOf(order.type) ?? stakes.price(order.instrumentId);
  if (priceCollar === null || wanted === null || from === null) return null;
  const beyond = (wanted - from) * (order.side === 'buy' ? 1n : -1n);
  // The bound itself is rounded outwards to the last place of a price.
  return beyond <= shareOf(from, priceCollar.most) + 1n ? null : `priceCollar: ${wanted} from ${from}`;
}
