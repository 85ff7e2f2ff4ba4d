import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reportOf } from '../../../../src-main/backtest/report.ts';
import { runBacktest } from '../../../../src-main/backtest/run-backtest.ts';
import { unwrap } from '../../../../src-main/base/outcome.ts';
import { moneyToText, priceToText } from '../../../../src-main/model/money.ts';
import { requestOf } from '../../../fakes/backtest-runs.ts';
import { seededTape } from '../../../fakes/seeded-tape.ts';
import { runCli, runCliForHead } from './cli-child.ts';

const tape = seededTape('command line', { bars: 3000, gapShare: 0.002 });
const SERIES = ['--symbol', 'BTC-USDT', '--interval', '1m'];
const CROSS = ['backtest', '--file', 'candles.csv', ...SERIES, '--strategy', 'sma-cross'];

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bellwether-cli-'));
  const { openTimeMs, open, high, low, close, volume } = tape;
  const rows = Array.from(openTimeMs, (time, row) =>
    [time, open[row], high[row], low[row], close[row], volume[row]].join(','),
  );
  writeFileSync(join(folder, 'candles.csv'), `timestamp,open,high,low,close,volume\n${rows.join('\n')}\n`);
  writeFileSync(join(folder, 'broken.csv'), 'timestamp,open,high,low,close,volume\nnever,1,2,3,4,5\n');
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

type Reply = Record<string, unknown> & {
  readonly trades: Record<string, unknown>[];
  readonly metrics: Record<string, unknown>;
};

describe('what goes well', () => {
  it('backtest prints what the engine makes of the same candles; relative paths count from where it was typed', async () => {
    const { code, stdout, stderr } = await runCli(
      [...CROSS, '--params', '{"fast":5,"slow":20}', '--slippage-bps', '2', '--spread-bps', '1'],
      folder,
    );
    expect([code, stderr.includes('{')]).toEqual([0, false]);
    const reply = JSON.parse(stdout) as Reply;
    const report = reportOf(unwrap(runBacktest(requestOf(tape, { params: { fast: 5, slow: 20 } }))));
    expect(reply).toMatchObject({
      strategy: 'sma-cross',
      params: { fast: 5, slow: 20, direction: 'long' },
      candles: 3000,
      finalEquity: moneyToText(report.finalEquity),
      metrics: JSON.parse(JSON.stringify(report.metrics)) as object,
    });
    expect(reply.trades).toHaveLength(report.trades.length);
    expect(reply.trades[0]).toMatchObject({
      side: 'long',
      entryPrice: priceToText(report.trades[0]?.entryPrice as never),
    });
    expect(Object.keys(reply.trades[0] as object)).toEqual([
      'side',
      'entryTime',
      'entryPrice',
      'exitTime',
      'exitPrice',
      'quantity',
      'fee',
      'profit',
      'exitReason',
      'entryTag',
      'exitTag',
    ]);
    expect(typeof reply.durationMs).toBe('number');
  });

  it('indicator prints CSV, empty while warming up', async () => {
    const { code, stdout } = await runCli(
      ['indicator', '--file', 'candles.csv', ...SERIES, '--name', 'sma', '--params', '{"period":3}'],
      folder,
    );
    const lines = stdout.trimEnd().split('\n');
    expect([code, lines.length, lines[0], lines[1]]).toEqual([0, 3001, 'timestamp,sma', `${tape.openTimeMs[0]},`]);
    expect(Number(lines[3]?.split(',')[1])).toBeCloseTo(
      ((tape.close[0] ?? 0) + (tape.close[1] ?? 0) + (tape.close[2] ?? 0)) / 3,
      9,
    );
  });

  it.each(['strategies', 'indicators'])('%s prints a list with schemas', async (command) => {
    const { code, stdout } = await runCli([command]);
    const list = JSON.parse(stdout) as { schema: { type: string }; warmUp: number }[];
    expect(code).toBe(0);
    expect(list.length).toBeGreaterThan(1);
    for (const { schema, warmUp } of list) expect([schema.type, typeof warmUp]).toEqual(['object', 'number']);
  });

  it('import stores, counts, and finds everything there the second time', async () => {
    const args = ['import', '--file', 'candles.csv', ...SERIES, '--data-dir', join(folder, 'data')];
    const first = await runCli(args, folder);
    const reply = JSON.parse(first.stdout) as Record<string, unknown>;
    expect(first.code, first.stdout).toBe(0);
    expect(reply).toMatchObject({ rows: 3000, inserted: 3000, changed: 0, first: tape.openTimeMs[0] });
    const second = await runCli(args, folder);
    expect(JSON.parse(second.stdout)).toMatchObject({ rows: 3000, inserted: 0, changed: 0 });
  });

  it('--help tells every command', async () => {
    const { code, stdout } = await runCli(['--help']);
    expect(code).toBe(0);
    for (const name of ['import', 'backtest', 'indicator', 'strategies', 'indicators', 'doctor'])
      expect(stdout).toContain(`${name}: `);
  });

  it('--help after a command tells its options alone', async () => {
    const { code, stdout } = await runCli(['backtest', '--help']);
    expect(code).toBe(0);
    expect(stdout).toContain('--fee-bps');
    expect(stdout).not.toContain('doctor: ');
  });

  it('a reader that has had enough is no error', async () => {
    const { stderr } = await runCliForHead([
      ...CROSS.map((part) => (part === 'candles.csv' ? join(folder, part) : part)),
      '--params',
      '{"fast":1,"slow":2}',
    ]);
    expect(stderr).not.toContain('EPIPE');
  });
});

/** Each: what is typed, the code, and what the message must name: parameter, value, expectation. */
const REFUSED: readonly (readonly [string, readonly string[], string, RegExp])[] = [
  [
    'an unknown command',
    ['trade'],
    'unknownCommand',
    /command is "trade", expected one of import, download, watch, backtest/,
  ],
  ['an unknown option', [...CROSS, '--fee', '1'], 'badArgument', /--fee.*expected --file/],
  ['a stray word', [...CROSS, 'now'], 'badArgument', /now.*expected --file/],
  ['a missing option', ['backtest', '--file', 'candles.csv'], 'badArgument', /--strategy is missing/],
  [
    'a strategy that is not there',
    [...CROSS.slice(0, -1), 'magic'],
    'unknownStrategy',
    /strategy is "magic", expected one of signal-blend, sma-cross/,
  ],
  [
    'params that are no JSON',
    [...CROSS, '--params', '{fast:1}'],
    'badArgument',
    /--params is \{fast:1\}, expected a JSON object/,
  ],
  ['params that are a list', [...CROSS, '--params', '[1]'], 'badArgument', /--params is \[1\], expected a JSON object/],
  [
    'params that do not fit',
    [...CROSS, '--params', '{"fast":50,"slow":20}'],
    'badParams',
    /params of sma-cross: fast: .*fast must be below slow/,
  ],
  ['params with a stranger', [...CROSS, '--params', '{"speed":1}'], 'badParams', /speed/],
  [
    'a symbol that is none',
    ['backtest', '--file', 'candles.csv', '--symbol', 'bit coin', '--interval', '1m', '--strategy', 'sma-cross'],
    'badArgument',
    /--symbol is "bit coin", expected BASE-QUOTE/,
  ],
  [
    'an interval that is none',
    ['backtest', '--file', 'candles.csv', '--symbol', 'BTC-USDT', '--interval', '7m', '--strategy', 'sma-cross'],
    'badArgument',
    /--interval is "7m", expected one of 1m, 3m/,
  ],
  [
    'a fee that is no number',
    [...CROSS, '--fee-bps', 'ten'],
    'badArgument',
    /--fee-bps is "ten", expected a number from -100 to 1000/,
  ],
  ['a fee beyond its limits', [...CROSS, '--fee-bps', '1001'], 'badArgument', /--fee-bps is "1001"/],
  [
    'a negative spread',
    [...CROSS, '--spread-bps=-1'],
    'badArgument',
    /--spread-bps is "-1", expected a number from 0 to 1000/,
  ],
  [
    'capital that is no amount',
    [...CROSS, '--capital', '1e5'],
    'badArgument',
    /--capital is "1e5", expected a decimal number/,
  ],
  ['no capital', [...CROSS, '--capital', '0'], 'badArgument', /capital is 0, expected more than 0/],
  [
    'a size beyond the account',
    [...CROSS, '--size-fraction', '1.5'],
    'badArgument',
    /--size-fraction is "1.5", expected a fraction above 0 and at most 1/,
  ],
  [
    'a file that is not there',
    ['backtest', '--file', 'nowhere.csv', ...SERIES, '--strategy', 'sma-cross'],
    'fileNotFound',
    /nowhere\.csv/,
  ],
  [
    'a file without a good row',
    ['backtest', '--file', 'broken.csv', ...SERIES, '--strategy', 'sma-cross'],
    'noGoodRows',
    /./,
  ],
  ['a time zone that is none', [...CROSS, '--time-zone', 'Nowhere/City'], 'badArgument', /Nowhere\/City/],
  [
    'an indicator that is not there',
    ['indicator', '--file', 'candles.csv', ...SERIES, '--name', 'magic'],
    'unknownIndicator',
    /magic.*expected one of/,
  ],
  [
    'params an indicator does not take',
    ['indicator', '--file', 'candles.csv', ...SERIES, '--name', 'sma', '--params', '{"period":0}'],
    'badParams',
    /period/,
  ],
  ['an import of nothing', ['import', ...SERIES], 'badArgument', /--file is missing/],
];

describe('what is refused exits 2 with an outcome that names parameter, value and expectation', () => {
  it.concurrent.each(REFUSED)('%s', async (_what, args, code, message) => {
    const run = await runCli(args, folder);
    const reply = JSON.parse(run.stdout) as { ok: boolean; error: { code: string; message: string } };
    expect(run.code).toBe(2);
    expect([reply.ok, reply.error.code]).toEqual([false, code]);
    expect(reply.error.message).toMatch(message);
  });
});
