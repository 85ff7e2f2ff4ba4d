import { succeed } from '../base/outcome.ts';
import { readIndicatorParams } from '../engine/indicator-registry.ts';
import { regimeIndicator } from '../engine/regime/regime-indicator.ts';
import type { CandleColumns } from '../model/candle.ts';
import { regimeOfCode } from '../model/regime.ts';
import { CANDLE_FILE_OPTIONS, readCandleFile } from './candle-file.ts';
import type { CliCommand } from './command.ts';
import { numberCell } from './number-cell.ts';

/** A row a candle: the regime by its name and what it was judged by; empty while warming up. */
function toCsv({ openTimeMs }: CandleColumns, [codes, ...measures]: readonly Float64Array[]): string {
  const names = regimeIndicator.outputs.slice(1);
  const lines = [['timestamp', 'regime', ...names].join(',')];
  for (let row = 0; row < openTimeMs.length; row++) {
    const cells = measures.map((column) => numberCell(column[row] as number));
    lines.push([openTimeMs[row], regimeOfCode(codes?.[row] as number) ?? '', ...cells].join(','));
  }
  return `${lines.join('\n')}\n`;
}

export const regimeCommand: CliCommand = {
  name: 'regime',
  summary: 'says for each candle of a file in which regime the market was and prints CSV',
  options: { ...CANDLE_FILE_OPTIONS, params: 'other parameters of the model as a JSON object, see `indicators`' },
  async run(options, place) {
    const params = readIndicatorParams(regimeIndicator, options.object('params'));
    if (!params.ok) return params;
    options.instrument('symbol');
    const file = await readCandleFile(options, place);
    if (!file.ok) return file;
    const { columns } = file.value;
    return succeed({ text: toCsv(columns, regimeIndicator.series(columns, params.value)) });
  },
};
