import type { Direction, StructureEvent, Swing } from '../../../../../src-main/engine/structure/structure-events.ts';
import type { StructureTrackerParams } from '../../../../../src-main/engine/structure/structure-tracker.ts';
import type { CandleColumns } from '../../../../../src-main/model/candle.ts';

/** The causal definitions told directly: each bar from scratch, over the bars up to it alone. Slow and plain. */

type Oracle = { readonly candles: CandleColumns; readonly params: StructureTrackerParams };

const at = (column: Float64Array, bar: number): number => column[bar] as number;
const range = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from) }, (_, k) => from + k);
const DIRECTIONS = [1, -1] as const;

/** Price in the direction (high or low), its sign turned for lows, so that greater is always further. */
const reach = ({ high, low }: CandleColumns, bar: number, direction: Direction): number =>
  direction === 1 ? at(high, bar) : -at(low, bar);

/** Swings confirmed by bar `now`, alternating. */
export function swingsBy({ candles, params }: Oracle, now: number): Swing[] {
  const swings: Swing[] = [];
  for (const bar of range(2 * params.swingLength - 1, now - params.swingLength + 1)) {
    const around = range(bar - params.swingLength + 1, bar + params.swingLength + 1);
    const direction = DIRECTIONS.find((one) => around.every((b) => reach(candles, b, one) <= reach(candles, bar, one)));
    if (direction === undefined) continue;
    const swing = { direction, bar, level: at(direction === 1 ? candles.high : candles.low, bar) };
    const last = swings.at(-1);
    if (last?.direction !== direction) swings.push(swing);
    else if (swing.level * direction > last.level * direction) swings[swings.length - 1] = swing;
  }
  return swings;
}

export function breaksOf(oracle: Oracle): StructureEvent[] {
  const { candles, params } = oracle;
  const said = new Set<number>();
  const events: StructureEvent[] = [];
  candles.close.forEach((_, now) => {
    const [first, middle, second] = swingsBy(oracle, now).slice(-3);
    if (first === undefined || middle === undefined || second === undefined || said.has(middle.bar)) return;
    const { direction } = middle;
    const price = (bar: number) =>
      params.closeBreak ? at(candles.close, bar) * direction : reach(candles, bar, direction);
    const brokenAt = range(middle.bar + 1, now + 1).find((bar) => price(bar) > middle.level * direction);
    if (brokenAt === undefined) return;
    said.add(middle.bar);
    const [before, level, after] = [first.level * direction, middle.level * direction, second.level * direction];
    if (before < after && after < level) events.push({ kind: 'bos', ...middle, brokenAt, knownAt: now });
    if (after < before && before < level) events.push({ kind: 'choch', ...middle, brokenAt, knownAt: now });
  });
  return events;
}

export function orderBlocksOf(oracle: Oracle): StructureEvent[] {
  const { close, high, low, volume } = oracle.candles;
  return DIRECTIONS.flatMap((direction) =>
    range(0, close.length).flatMap((now): StructureEvent[] => {
      const swing = swingsBy(oracle, now).findLast((one) => one.direction === direction);
      if (swing === undefined) return [];
      const crosses = (bar: number) => at(close, bar) * direction > swing.level * direction;
      if (!crosses(now) || range(swing.bar + 1, now).some(crosses)) return [];
      const depth = (bar: number) => reach(oracle.candles, bar, direction === 1 ? -1 : 1);
      const bar = range(swing.bar + 1, now).reduce((best, one) => (depth(one) >= depth(best) ? one : best));
      const zone = { bar, top: at(high, bar), bottom: at(low, bar) };
      const recent = at(volume, now) + (volume[now - 1] ?? 0);
      const old = volume[now - 2] ?? 0;
      const larger = Math.max(recent, old);
      const percentage = larger === 0 ? 100 : (Math.min(recent, old) / larger) * 100;
      const formed = {
        kind: 'order-block',
        direction,
        ...zone,
        volume: recent + old,
        percentage,
        knownAt: now,
      } as const;
      return [formed, ...lifeOf(oracle, direction, zone, now)];
    }),
  );
}

type Zone = { readonly bar: number; readonly top: number; readonly bottom: number };

function lifeOf({ candles, params }: Oracle, direction: Direction, zone: Zone, formedAt: number): StructureEvent[] {
  const { open, close, high, low } = candles;
  const bars = close.length;
  const under = (bar: number): boolean => {
    const body = direction === 1 ? Math.min(at(open, bar), at(close, bar)) : Math.max(at(open, bar), at(close, bar));
    const wick = direction === 1 ? at(low, bar) : at(high, bar);
    const price = params.closeMitigation ? body : wick;
    return direction === 1 ? price < zone.bottom : price > zone.top;
  };
  const over = (bar: number): boolean => (direction === 1 ? at(high, bar) > zone.top : at(low, bar) < zone.bottom);
  const mitigatedAt = range(formedAt + 1, bars).find(under);
  if (mitigatedAt === undefined) return [];
  const goneAt = range(mitigatedAt + 1, bars).find(over);
  const mitigated = { kind: 'order-block-mitigated', direction, bar: zone.bar, knownAt: mitigatedAt } as const;
  if (goneAt === undefined) return [mitigated];
  return [mitigated, { kind: 'order-block-gone', direction, bar: zone.bar, knownAt: goneAt }];
}

type Pool = { bar: number; low: number; high: number; since: number; levels: number[]; direction: Direction };

export function liquidityOf(oracle: Oracle): StructureEvent[] {
  const { candles, params } = oracle;
  const pools: Pool[] = [];
  const events: StructureEvent[] = [];
  const sweptBy = ({ direction, high, low, bar }: Pool, now: number): number | undefined =>
    range(bar + 1 + params.swingLength, now + 1).find(
      (b) => reach(candles, b, direction) >= (direction === 1 ? high : -low),
    );
  let finals = 0;
  for (const now of range(0, candles.close.length)) {
    for (const pool of pools) {
      if (pool.levels.length < 2 || sweptBy(pool, now) !== now) continue;
      events.push({ kind: 'liquidity-swept', direction: pool.direction, bar: pool.bar, knownAt: now });
    }
    const swings = swingsBy(oracle, now);
    const { direction, bar, level } = swings[finals] ?? { direction: 1, bar: 0, level: 0 };
    if (swings.length - 1 <= finals) continue;
    finals++;
    const near = pools.find((one) => {
      const isNear = one.direction === direction && one.low <= level && level <= one.high;
      return isNear && sweptBy(one, now) === undefined;
    });
    if (near === undefined) {
      const width = widthBy(candles, now) * params.rangePercent;
      const pool = { direction, bar, low: level - width, high: level + width, since: now, levels: [level] };
      if (sweptBy(pool, now) === undefined) pools.push(pool);
      continue;
    }
    near.levels.push(level);
    const count = near.levels.length;
    const mean = near.levels.reduce((sum, one) => sum + one, 0) / count;
    events.push({ kind: 'liquidity', direction, bar: near.bar, level: mean, end: bar, swings: count, knownAt: now });
  }
  return events;
}

function widthBy({ high, low }: CandleColumns, now: number): number {
  return Math.max(...high.subarray(0, now + 1)) - Math.min(...low.subarray(0, now + 1));
}
