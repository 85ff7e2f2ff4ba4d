import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reportOf } from '../../../../src-main/backtest/report.ts';
import { runBacktest } from '../../../../src-main/backtest/run-backtest.ts';
import { keptRunOf } from '../../../../src-main/backtest/run-record/kept-run.ts';
import type { RunRecord } from '../../../../src-main/backtest/run-record/run-record.ts';
import { recordOf } from '../../../../src-main/backtest/run-record/run-record.ts';
import { unwrap } from '../../../../src-main/base/outcome.ts';
import { engineCode } from '../../../../src-main/config/engine-code.ts';
import { sha256 } from '../../../../src-main/config/sha256.ts';
import { createDemoHistory } from '../../../../src-main/exchanges/demo/demo-history.ts';
import { createSymbolModels } from '../../../../src-main/exchanges/demo/symbol-model.ts';
import type { CandleColumns } from '../../../../src-main/model/candle.ts';
import { openMarketDatabase } from '../../../../src-main/storage/market/market-database.ts';
import { requestOf } from '../../../fakes/backtest-runs.ts';
import { seededTape } from '../../../fakes/seeded-tape.ts';
import { runCli } from './cli-child.ts';

type Verdict = { readonly bitEqual: boolean; readonly differences: readonly { part: string; what: string }[] };

const tape = seededTape('records', { bars: 3000 });
const RUN = ['backtest', '--symbol', 'BTC-USDT', '--interval', '1m', '--strategy', 'sma-cross'];
const PARAMS = ['--params', '{"fast":5,"slow":20}', '--slippage-bps', '2'];

let folder = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bellwether-records-'));
  writeCandles('candles.csv', tape);
  const { code } = await runCli([...RUN, '--file', 'candles.csv', ...PARAMS, '--record', 'record.json'], folder);
  expect(code).toBe(0);
});
afterAll(() => rmSync(folder, { recursive: true }));

function writeCandles(name: string, columns: CandleColumns): void {
  const { openTimeMs, open, high, low, close, volume } = columns;
  const rows = Array.from(openTimeMs, (time, row) =>
    [time, open[row], high[row], low[row], close[row], volume[row]].join(),
  );
  writeFileSync(join(folder, name), `timestamp,open,high,low,close,volume\n${rows.join('\n')}\n`);
}

async function repeat(
  record: string,
  file: string,
): Promise<{ readonly code: number | null; readonly verdict: Verdict }> {
  const { code, stdout } = await runCli(['repeat', '--record', record, '--file', file], folder);
  return { code, verdict: JSON.parse(stdout) as Verdict };
}

const recordIn = (name: string): RunRecord => JSON.parse(readFileSync(join(folder, name), 'utf8')) as RunRecord;

describe('limits over a recorded backtest', () => {
  const limits = '{"positions":{"most":1,"onBreach":"refuse"},"orderValue":{"most":0.001,"onBreach":"refuse"}}';
  const held = (file: string) =>
    runCli(['limits', '--record', 'record.json', '--file', file, '--limits', limits], folder);

  it('refuses entries one by one, and says that the run is the recorded one', async () => {
    const { code, stdout } = await held('candles.csv');
    const { trades, blocked, rules, entries, curve, bitEqual, profitWith } = JSON.parse(stdout);
    expect([code, bitEqual, profitWith]).toEqual([0, true, '0']);
    expect(trades).toBeGreaterThan(10);
    expect([blocked, rules]).toEqual([trades, [expect.objectContaining({ rule: 'orderValue', count: trades })]]);
    expect(entries).toHaveLength(Math.min(200, trades));
    expect(curve.at(-1)).toMatchObject({ with: '10000' });
  });

  it('exits 3 on other candles, as the run is another one', async () => {
    writeCandles('others.csv', seededTape('other records', { bars: 3000 }));
    const { code, stdout } = await held('others.csv');
    expect([code, JSON.parse(stdout).bitEqual]).toEqual([3, false]);
  });
});

describe('a record written by the command line', () => {
  it('says what ran on what, money as decimal text, and no candle', () => {
    const record = recordIn('record.json');
    expect(record.origin).toMatchObject({ engineCode: engineCode(), strategyCode: null, marketSeed: null });
    expect(record.settings).toMatchObject({
      capital: { $money: '10000' },
      params: { fast: 5, slow: 20 },
      slippageBps: 2,
    });
    expect(record.tapes).toMatchObject([{ instrumentId: 'imported:BTC-USDT', candles: 3000 }]);
    expect(readFileSync(join(folder, 'record.json'), 'utf8').length).toBeLessThan(3000);
  });

  it('runs again to the bit, also from a file that has grown since', async () => {
    expect(await repeat('record.json', 'candles.csv')).toEqual({
      code: 0,
      verdict: { bitEqual: true, differences: [] },
    });
    writeCandles('grown.csv', seededTape('records', { bars: 3500 }));
    expect((await repeat('record.json', 'grown.csv')).code).toBe(0);
  });

  it('says that other candles, other settings or another engine ran, and exits 3 when the result is another', async () => {
    const moved = {
      ...tape,
      high: tape.high.map((high) => high + 0.01),
      close: tape.close.map((close) => close + 0.01),
    };
    writeCandles('moved.csv', moved);
    const other = await repeat('record.json', 'moved.csv');
    expect([other.code, other.verdict.bitEqual]).toEqual([3, false]);
    expect(other.verdict.differences.map(({ part }) => part)).toEqual(['data', 'result']);

    const record = recordIn('record.json');
    const params = { ...(record.settings.params as Record<string, number>), fast: 6 };
    writeFileSync(join(folder, 'faster.json'), JSON.stringify({ ...record, settings: { ...record.settings, params } }));
    expect(await repeat('faster.json', 'candles.csv')).toMatchObject({ code: 3, verdict: { bitEqual: false } });

    const origin = { ...record.origin, engineCode: '0'.repeat(64) };
    writeFileSync(join(folder, 'older.json'), JSON.stringify({ ...record, origin }));
    const older = await repeat('older.json', 'candles.csv');
    expect([older.code, older.verdict.bitEqual, older.verdict.differences.map(({ part }) => part)]).toEqual([
      0,
      true,
      ['code'],
    ]);
  });

  it('refuses a file that is no record, naming what is wrong', async () => {
    writeFileSync(join(folder, 'broken.json'), JSON.stringify({ ...recordIn('record.json'), result: 'x' }));
    const { code, stdout } = await runCli(['repeat', '--record', 'broken.json', '--file', 'candles.csv'], folder);
    expect([code, stdout.includes('result: expected 64 hexadecimal digits')]).toEqual([2, true]);
    const none = await runCli(['repeat', '--record', 'none.json', '--file', 'candles.csv'], folder);
    expect([none.code, none.stdout.includes('"fileNotFound"')]).toEqual([2, true]);
  });
});

describe('runs', () => {
  it('lists what the window kept, shows one, and runs stored and simulated ones again to the bit', async () => {
    const dataDir = join(folder, 'data');
    const [model] = createSymbolModels('seed of records');
    if (model === undefined) throw new Error('the demo market has no symbol');
    const { instrument } = model;
    const fromMs = Date.UTC(2026, 0, 5);
    const demoTape = createDemoHistory('seed of records').read({
      instrumentId: instrument.id,
      interval: '1m',
      fromMs,
      toMs: fromMs + 2000 * 60_000,
    });
    await runCli(
      ['import', '--file', 'candles.csv', '--symbol', 'BTC-USDT', '--interval', '1m', '--data-dir', dataDir],
      folder,
    );
    const stored = requestOf(tape, { params: { fast: 5, slow: 20 } });
    const requests = [
      [{ ...stored, instrument: { ...stored.instrument, id: 'imported:BTC-USDT', venue: 'imported' } }, null],
      [requestOf(demoTape, { instrument }), 'seed of records'],
    ] as const;
    const market = unwrap(openMarketDatabase(dataDir));
    for (const [request, marketSeed] of requests) {
      const run = unwrap(runBacktest(request));
      const origin = { appVersion: '1', engineCode: engineCode(), strategyCode: null, marketSeed };
      const { name, summary, detail } = keptRunOf(run, reportOf(run), recordOf(run, origin, sha256));
      unwrap(market.runs.save({ createdMs: 1, name, note: '', summary, detail }));
    }
    const inFolder = (...args: string[]) => runCli(['runs', '--data-dir', dataDir, ...args], folder);
    // The app may have the folder open meanwhile.
    const listed = JSON.parse((await inFolder()).stdout) as { total: number; runs: { runId: number; name: string }[] };
    expect([listed.total, listed.runs.map(({ runId, name }) => [runId, name])]).toEqual([
      2,
      [
        [2, 'sma-cross 10/30'],
        [1, 'sma-cross 5/20'],
      ],
    ]);
    const shown = JSON.parse((await inFolder('--show', '1')).stdout) as { trades: unknown[]; record: RunRecord };
    expect(shown.trades).toHaveLength(unwrap(runBacktest(stored)).trades.length);
    for (const runId of ['1', '2']) {
      const again = await inFolder('--repeat', runId);
      expect([runId, again.code, JSON.parse(again.stdout)]).toEqual([runId, 0, { bitEqual: true, differences: [] }]);
    }
    market.close();
    const gone = await inFolder('--show', '9');
    expect([gone.code, gone.stdout.includes('"unknownRun"')]).toEqual([2, true]);
  });
});
