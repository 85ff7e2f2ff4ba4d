import { parseStrategyParams } from '../backtest/backtest-request.ts';
import { checkStrategy } from '../backtest/checks/check-strategy.ts';
import { succeed } from '../base/outcome.ts';
import { findStrategy } from '../engine/strategies/registry.ts';
import type { StrategyDefinition } from '../engine/strategies/strategy.ts';
import { CANDLE_FILE_OPTIONS, readCandleFile } from './candle-file.ts';
import type { CliCommand } from './command.ts';
import { readOtherTapes } from './other-tapes.ts';

export const checkCommand: CliCommand = {
  name: 'check',
  summary: 'looks for look-ahead, a short warm-up and repainting in a strategy; exits 3 when it finds one',
  options: {
    ...CANDLE_FILE_OPTIONS,
    also: 'FILE:SYMBOL of another symbol the strategy looks at; may be given more than once',
    strategy: 'id of a strategy, see `strategies`',
    params: 'its parameters as a JSON object',
    candles: 'the latest candles that are used, 5000 by default',
    seed: 'fixes the places at which the candles are cut and changed',
  },
  async run(options, place) {
    const strategyId = options.text('strategy');
    const params = parseStrategyParams(strategyId, options.object('params'));
    if (!params.ok) return params;
    const request = {
      instrument: options.instrument('symbol'),
      interval: options.interval('interval'),
      mostCandles: options.number('candles', { from: 100, to: 1_000_000, standard: 5000 }),
      seed: options.optional('seed') ?? 'checks',
    };
    const file = await readCandleFile(options, place);
    if (!file.ok) return file;
    const others = await readOtherTapes(options, place);
    if (!others.ok) return others;
    const definition = findStrategy(strategyId) as StrategyDefinition;
    const startedMs = place.elapsedMs();
    const report = checkStrategy(definition, params.value, file.value.columns, {
      ...request,
      others: others.value,
    });
    if (!report.ok) return report;
    const json = { ...report.value, durationMs: place.elapsedMs() - startedMs, data: file.value.report };
    return succeed({ json, ...(report.value.verdict === 'failed' && { exitCode: 3 }) });
  },
};
