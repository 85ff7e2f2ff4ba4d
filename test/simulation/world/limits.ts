import type { Random } from '../../../src-main/engine/ports/random.ts';
import type { BreachAction, GovernorLimits, LimitName } from '../../../src-main/model/governor-limits.ts';
import { LIMIT_NAMES, NO_GOVERNOR_LIMITS } from '../../../src-main/model/governor-limits.ts';

/** Between which a limit is drawn: tight enough to be met in a few minutes. */
const RANGES: Readonly<Record<LimitName, readonly [number, number]>> = {
  totalDrawdown: [0.003, 0.03],
  dayDrawdown: [0.003, 0.03],
  weekDrawdown: [0.003, 0.03],
  dayLoss: [0.003, 0.03],
  grossExposure: [0.2, 0.9],
  netExposure: [0.1, 0.6],
  assetExposure: [0.1, 0.6],
  quoteExposure: [0.2, 0.9],
  clusterExposure: [0.2, 0.9],
  positions: [3, 5],
  ordersPerMinute: [4, 16],
  orderValue: [0.05, 0.25],
  priceCollar: [0.0005, 0.005],
};

/** What a breach causes, the milder the likelier. */
const ACTIONS: readonly BreachAction[] = [
  ...Array.from({ length: 24 }, () => 'refuse' as const),
  'noNewPositions',
  'reduceOnly',
  'flatten',
  'halt',
  'haltAndFlatten',
];

/** Half of the seeds have no limits, the others some. */
export function drawLimits(random: Random): GovernorLimits {
  if (random.next() < 0.5) return NO_GOVERNOR_LIMITS;
  const limits = LIMIT_NAMES.map((name) => {
    if (random.next() < 0.6) return [name, null];
    const [from, to] = RANGES[name];
    const drawn = from + (to - from) * random.next();
    const places = name === 'positions' || name === 'ordersPerMinute' ? 1 : 1e5;
    const most = Math.round(drawn * places) / places;
    return [name, { most, onBreach: ACTIONS[Math.floor(random.next() * ACTIONS.length)] }];
  });
  return Object.fromEntries(limits) as GovernorLimits;
}
