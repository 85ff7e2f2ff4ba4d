import { succeed } from '../base/outcome.ts';
import { CANDLE_FILE_OPTIONS, readCandleFile } from './candle-file.ts';
import type { CliCommand } from './command.ts';
import { openStrategy, STRATEGY_OPTIONS } from './strategy-option.ts';

export const checkCommand: CliCommand = {
  name: 'check',
  summary: 'looks for look-ahead, a short warm-up and repainting in a strategy; exits 3 when it finds one',
  options: {
    ...CANDLE_FILE_OPTIONS,
    ...STRATEGY_OPTIONS,
    candles: 'the latest candles that are used, 5000 by default',
    seed: 'fixes the places at which the candles are cut and changed',
  },
  async run(options, place) {
    const strategy = await openStrategy(options, place);
    if (!strategy.ok) return strategy;
    try {
      const setting = {
        instrument: options.instrument('symbol'),
        interval: options.interval('interval'),
        mostCandles: options.number('candles', { from: 100, to: 1_000_000, standard: 5000 }),
        seed: options.optional('seed') ?? 'checks',
      };
      const file = await readCandleFile(options, place);
      if (!file.ok) return file;
      const startedMs = place.elapsedMs();
      const report = await strategy.value.check(file.value.columns, setting);
      if (!report.ok) return report;
      const json = { ...report.value, durationMs: place.elapsedMs() - startedMs, data: file.value.report };
      return succeed({ json, ...(report.value.verdict === 'failed' && { exitCode: 3 }) });
    } finally {
      await strategy.value.dispose();
    }
  },
};
