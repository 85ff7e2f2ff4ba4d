import { divide, toAmount, toText, UNIT } from '../core/amount.ts';
import type { CoreCandle, ExchangeCore } from '../core/core-types.ts';

/** Of the last 24 hours, as decimal texts. */
export type DayStatistics = {
  readonly low: string;
  readonly high: string;
  readonly volume: string;
  readonly quoteVolume: string;
  /** Of the price, in percent. */
  readonly change: string;
};

const MINUTE_MS = 60_000;
const DAY_MS = 1_440 * MINUTE_MS;
/** Reading 1,440 minutes takes its time: the figures may be this old. */
const KEPT_MS = 5_000;

export type DayStatisticsReader = (symbol: string) => DayStatistics;

export function createDayStatistics(core: ExchangeCore): DayStatisticsReader {
  const kept = new Map<string, { readonly atMs: number; readonly day: DayStatistics }>();
  return (symbol) => {
    const nowMs = core.nowMs();
    const known = kept.get(symbol);
    if (known !== undefined && Math.abs(nowMs - known.atMs) < KEPT_MS) return known.day;
    const fromMs = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS - DAY_MS;
    const day = statisticsOf(core.minutes(symbol, fromMs, nowMs + 1).filter(({ trades }) => trades > 0));
    kept.set(symbol, { atMs: nowMs, day });
    return day;
  };
}

function statisticsOf(minutes: readonly CoreCandle[]): DayStatistics {
  const first = minutes[0];
  const last = minutes.at(-1);
  if (first === undefined || last === undefined)
    return { low: '0', high: '0', volume: '0', quoteVolume: '0', change: '0' };
  const sum = (of: (minute: CoreCandle) => string): string =>
    toText(minutes.reduce((total, minute) => total + toAmount(of(minute)), 0n));
  const open = toAmount(first.open);
  return {
    low: minutes.reduce((low, minute) => (Number(minute.low) < Number(low) ? minute.low : low), first.low),
    high: minutes.reduce((high, minute) => (Number(minute.high) > Number(high) ? minute.high : high), first.high),
    volume: sum(({ volume }) => volume),
    quoteVolume: sum(({ quoteVolume }) => quoteVolume),
    change: toText(divide((toAmount(last.close) - open) * 100n, open > 0n ? open : UNIT)),
  };
}
