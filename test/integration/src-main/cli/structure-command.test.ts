import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../../../scripts/runtime/project.mjs';
import { type Failure, toFailure, unwrap } from '../../../../src-main/base/outcome.ts';
import { readOptions } from '../../../../src-main/cli/options.ts';
import { structureCommand } from '../../../../src-main/cli/structure-command.ts';
import { readReference } from '../engine/structure/reference-files.ts';

const FOLDER = join(projectRoot, 'test/payloads/smc');
const BARS = 4000;
const BAR_MS = 15 * 60_000;

type Typed = Readonly<Record<string, string>>;

async function run(typed: Typed): Promise<string> {
  const all: Typed = { file: 'eurusd-15m.csv.gz', symbol: 'EUR-USD', interval: '15m', ...typed };
  const args = Object.entries(all).flatMap(([name, value]) => [`--${name}`, value]);
  const options = unwrap(readOptions(args, structureCommand.options));
  const reply = unwrap(
    await structureCommand.run(options, { folder: FOLDER, elapsedMs: () => 0, say: () => undefined }),
  );
  return 'text' in reply ? reply.text : '';
}

const failure = async (typed: Typed): Promise<Failure> =>
  run(typed).then(() => ({ code: 'bug', message: '' }), toFailure);

function parse(csv: string): { header: string; rows: string[][] } {
  const [header = '', ...lines] = csv.trimEnd().split('\n');
  return { header, rows: lines.map((line) => line.split(',')) };
}

const HEADERS = [
  ['swings', 'HighLow,Level', 'swings'],
  ['bos-choch', 'BOS,CHOCH,Level,BrokenIndex', 'bos-choch'],
  ['fvg', 'FVG,Top,Bottom,MitigatedIndex', 'fvg'],
  ['order-blocks', 'OB,Top,Bottom,OBVolume,MitigatedIndex,Percentage', 'order-blocks'],
  ['liquidity', 'Liquidity,Level,End,Swept', 'liquidity'],
  ['previous-high-low', 'PreviousHigh,PreviousLow,BrokenHigh,BrokenLow', 'previous-high-low.day'],
  ['retracements', 'Direction,CurrentRetracement%,DeepestRetracement%', 'retracements'],
] as const;

describe('structure', () => {
  it.each(HEADERS)('%s prints the numbers that the Python package prints', async (kind, columns, file) => {
    const takesSwings = kind !== 'fvg' && kind !== 'previous-high-low';
    const { header, rows } = parse(await run({ kind, params: takesSwings ? '{"swingLength":5}' : '{}' }));
    expect(header).toBe(`timestamp,${columns},knownAt`);
    expect(rows).toHaveLength(BARS);
    const reference = readReference(join(FOLDER, `${file}.csv.gz`));
    columns.split(',').forEach((name, k) => {
      const cells = rows.map((row) => row[k + 1] ?? '');
      const printed = Float64Array.from(cells, (cell) => (cell === '' ? Number.NaN : Number(cell)));
      expect(printed).toEqual(reference.get(name));
    });
  });

  it('prints open times: a swing is known at least swingLength bars later, an empty row never', async () => {
    const { rows } = parse(await run({ kind: 'swings', params: '{"swingLength":5}' }));
    const times = rows.map(([time]) => Number(time));
    expect(times[0]).toBe(Date.UTC(2022, 9, 10));
    let known = 0;
    rows.forEach(([, highLow, level, knownAt], row) => {
      if (highLow === '') expect([level, knownAt]).toEqual(['', '']);
      if (knownAt === '') return;
      known++;
      expect(times.indexOf(Number(knownAt)) - row).toBeGreaterThanOrEqual(5);
    });
    expect(known).toBe(458);
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBe(BAR_MS);
  });

  it('takes the zone the file is in', async () => {
    const { rows } = parse(await run({ kind: 'fvg', 'time-zone': 'Europe/Athens' }));
    expect(rows[0]?.[0]).toBe(String(Date.UTC(2022, 9, 9, 21)));
  });

  it('refuses what it does not know, naming it', async () => {
    expect(await failure({ kind: 'gaps' })).toMatchObject({ code: 'badArgument', message: /kind is "gaps".*fvg/ });
    expect(await failure({ kind: 'swings', params: '{"swingLength":0}' })).toMatchObject({ code: 'badParams' });
    expect(await failure({ kind: 'fvg', params: '{"swingLength":5}' })).toMatchObject({ code: 'badParams' });
    expect(await failure({ kind: 'fvg', params: '[]' })).toMatchObject({ code: 'badArgument' });
    expect(await failure({ kind: 'fvg', symbol: 'EURUSD' })).toMatchObject({ code: 'badArgument' });
    expect(await failure({ kind: 'fvg', file: 'missing.csv' })).toMatchObject({ code: 'fileNotFound' });
    expect(await failure({})).toMatchObject({ code: 'badArgument', message: '--kind is missing' });
  });
});
