import { succeed } from '../base/outcome.ts';
import { findStructure, readStructureParams, STRUCTURE_KINDS } from '../engine/structure/registry.ts';
import type { StructureSeries } from '../engine/structure/structure-kind.ts';
import { CANDLE_FILE_OPTIONS, readCandleFile } from './candle-file.ts';
import type { CliCommand } from './command.ts';
import { numberCell } from './number-cell.ts';

/** One row per bar: its open time, the kind's columns and the open time of the bar at whose close the row was certain. */
function toCsv(openTimeMs: Float64Array, names: readonly string[], { values, knownAt }: StructureSeries): string {
  const lines = [['timestamp', ...names, 'knownAt'].join(',')];
  for (let row = 0; row < openTimeMs.length; row++) {
    let line = String(openTimeMs[row]);
    for (const column of values) {
      const value = column[row] as number;
      line += `,${column instanceof Float32Array ? singleCell(value) : numberCell(value)}`;
    }
    lines.push(`${line},${openTimeMs[knownAt[row] as number] ?? ''}`);
  }
  return `${lines.join('\n')}\n`;
}

/** The shortest decimal that reads back as the same number in single precision, as the package writes its columns. */
function singleCell(value: number): string {
  if (Number.isNaN(value) || Number.isInteger(value)) return numberCell(value);
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return String(short);
  }
  return String(Number(value.toPrecision(9)));
}

export const structureCommand: CliCommand = {
  name: 'structure',
  summary: 'finds market structure (smart money concepts) in a file of candles and prints CSV',
  options: {
    ...CANDLE_FILE_OPTIONS,
    kind: [...STRUCTURE_KINDS.keys()].join(', '),
    params: 'its parameters as a JSON object',
  },
  async run(options, place) {
    const kind = findStructure(options.text('kind'));
    if (!kind.ok) return kind;
    const params = readStructureParams(kind.value, options.object('params'));
    if (!params.ok) return params;
    options.instrument('symbol');
    const file = await readCandleFile(options, place);
    if (!file.ok) return file;
    const { columns } = file.value;
    const names = kind.value.columns.map(({ name }) => name);
    return succeed({ text: toCsv(columns.openTimeMs, names, kind.value.series(columns, params.value)) });
  },
};
