import type { ChannelInput } from '../../../src-preload/contract/channels.ts';
import type { ChartInterval } from '../charts/index.ts';

const DAY_MS = 86_400_000;

/** Days as the browser's date fields give them, `2024-05-31`, UTC; empty is none. */
export type DownloadForm = {
  readonly instrumentIds: readonly string[];
  readonly interval: ChartInterval;
  readonly fromDay: string;
  /** The last day, included; empty: up to now. */
  readonly toDay: string;
};

/** So many days before today, UTC. */
export function dayBefore(days: number, nowMs = Date.now()): string {
  return new Date(nowMs - days * DAY_MS).toISOString().slice(0, 10);
}

/** Undefined while something is missing or the days are in the wrong order. */
export function downloadRequestOf({
  instrumentIds,
  interval,
  fromDay,
  toDay,
}: DownloadForm): ChannelInput<'data.download'> | undefined {
  const fromMs = Date.parse(fromDay);
  const toMs = toDay === '' ? null : Date.parse(toDay) + DAY_MS;
  if (instrumentIds.length === 0 || Number.isNaN(fromMs) || (toMs !== null && !(fromMs < toMs))) return undefined;
  return { instrumentIds: [...instrumentIds], interval, fromMs, toMs };
}
