import { succeed } from '../base/outcome.ts';
import { findIndicator, readIndicatorParams } from '../engine/indicator-registry.ts';
import { CANDLE_FILE_OPTIONS, readCandleFile } from './candle-file.ts';
import type { CliCommand } from './command.ts';
import { numberCell } from './number-cell.ts';

/** CSV with a column per output: shortest decimals that read back as the same float64, empty while warming up. */
function toCsv(openTimeMs: Float64Array, names: readonly string[], outputs: readonly Float64Array[]): string {
  const lines = [['timestamp', ...names].join(',')];
  for (let row = 0; row < openTimeMs.length; row++) {
    const values = outputs.map((column) => numberCell(column[row] as number));
    lines.push([String(openTimeMs[row]), ...values].join(','));
  }
  return `${lines.join('\n')}\n`;
}

export const indicatorCommand: CliCommand = {
  name: 'indicator',
  summary: 'computes an indicator over a file of candles and prints CSV',
  options: {
    ...CANDLE_FILE_OPTIONS,
    name: 'name of an indicator, see `indicators`',
    params: 'its parameters as a JSON object',
  },
  async run(options, place) {
    const definition = findIndicator(options.text('name'));
    if (!definition.ok) return definition;
    const params = readIndicatorParams(definition.value, options.object('params'));
    if (!params.ok) return params;
    options.instrument('symbol');
    const file = await readCandleFile(options, place);
    if (!file.ok) return file;
    const { columns } = file.value;
    const outputs = definition.value.series(columns, params.value);
    return succeed({ text: toCsv(columns.openTimeMs, definition.value.outputs, outputs) });
  },
};
