import type { CheckReport, Evidence } from '../../backtest/checks/check-report.ts';
import type { CandleColumns } from '../../model/candle.ts';
import type { Instrument } from '../../model/instrument.ts';
import { createInstrument } from '../../model/instrument.ts';
import { INTERVALS, intervalMs } from '../../model/time.ts';
import type { CheckFinding, CheckSetting } from './messages.ts';

/** A strategy judges prices, not names: candles of no known market are those of this one. */
function anyInstrument(): Instrument {
  const instrument = createInstrument('imported', 'BTC-USDT');
  if (instrument === undefined) throw new Error('symbol is "BTC-USDT", expected one that can be an instrument');
  return instrument;
}

/** What candles are that nobody said anything of: their interval is the one that fits their closest two. */
export function settingOf({ openTimeMs }: CandleColumns): CheckSetting {
  let closestMs = Number.POSITIVE_INFINITY;
  for (let row = 1; row < openTimeMs.length; row++) {
    closestMs = Math.min(closestMs, (openTimeMs[row] as number) - (openTimeMs[row - 1] as number));
  }
  const fitting = INTERVALS.filter((interval) => intervalMs(interval) <= closestMs);
  return { instrument: anyInstrument(), interval: fitting[fitting.length - 1] ?? '1m' };
}

/** What failed, in a sentence each with the first place it showed at. A strategy that throws has one fault, not three. */
export function findingsOf({ checks }: CheckReport): readonly CheckFinding[] {
  const findings = Object.entries(checks)
    .filter(([, { verdict }]) => verdict === 'failed')
    .map(([check, { sentence, evidence }]) => ({ check, message: [sentence, ...placeOf(evidence[0])].join(' ') }));
  return findings.filter(({ message }, index) => findings.findIndex((other) => other.message === message) === index);
}

function placeOf(evidence: Evidence | undefined): readonly string[] {
  if (evidence === undefined || evidence.expected === 'no error') return [];
  const { timeMs, name, expected, actual } = evidence;
  return [
    `First at ${new Date(timeMs).toISOString()}: ${name} is ${expected ?? 'nothing'}, and ${actual ?? 'nothing'}.`,
  ];
}
