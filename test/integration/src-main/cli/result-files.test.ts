import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Outcome } from '../../../../src-main/base/outcome.ts';
import { toFailure, unwrap } from '../../../../src-main/base/outcome.ts';
import { backtestCommand } from '../../../../src-main/cli/backtest-command.ts';
import type { CliReply } from '../../../../src-main/cli/command.ts';
import { readOptions } from '../../../../src-main/cli/options.ts';
import { seededTape } from '../../../fakes/seeded-tape.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bellwether-results-'));
  const { openTimeMs, open, high, low, close, volume } = seededTape('result files', { bars: 3000 });
  const rows = Array.from(openTimeMs, (time, row) =>
    [time, open[row], high[row], low[row], close[row], volume[row]].join(','),
  );
  writeFileSync(join(folder, 'candles.csv'), `timestamp,open,high,low,close,volume\n${rows.join('\n')}\n`);
  mkdirSync(join(folder, 'folder'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

async function backtest(...more: readonly string[]): Promise<Outcome<CliReply>> {
  const series = ['--file', 'candles.csv', '--symbol', 'BTC-USDT', '--interval', '1m', '--strategy', 'sma-cross'];
  const options = unwrap(readOptions([...series, ...more], backtestCommand.options));
  const place = { folder, elapsedMs: () => 0, say: () => undefined };
  return backtestCommand.run(options, place).catch((error: unknown) => ({ ok: false, error: toFailure(error) }));
}

type Reply = { readonly trades: Record<string, string>[]; readonly metrics: object; readonly statistics: object };

function replyOf(outcome: Outcome<CliReply>): Reply {
  const reply = unwrap(outcome);
  return JSON.parse(JSON.stringify('json' in reply ? reply.json : {})) as Reply;
}

describe('what was asked for is written', () => {
  it('the same figures as on stdout, over what stood there, nothing left beside it', async () => {
    writeFileSync(join(folder, 'result.json'), 'an older result');
    const reply = replyOf(await backtest('--result-json', 'result.json', '--trades-csv', 'folder/trades.csv'));
    const { equity, ...kept } = JSON.parse(readFileSync(join(folder, 'result.json'), 'utf8')) as Reply & {
      readonly equity: Record<string, number[]>;
    };
    expect(kept).toMatchObject({ metrics: reply.metrics, statistics: reply.statistics, trades: reply.trades });
    expect([equity.openTime?.length, equity.value?.length]).toEqual([3000, 3000]);
    const lines = readFileSync(join(folder, 'folder/trades.csv'), 'utf8').split('\r\n');
    expect(lines).toHaveLength(reply.trades.length + 2);
    expect(lines[1]?.split(',').slice(0, 3)).toEqual(['1', 'BTC-USDT', 'long']);
    expect(lines[1]?.split(',')[9]).toBe(reply.trades[0]?.profit);
    expect(readdirSync(folder).sort()).toEqual(['candles.csv', 'folder', 'result.json']);
    expect(readdirSync(join(folder, 'folder'))).toEqual(['trades.csv']);
  });

  it('the page for people', async () => {
    expect((await backtest('--report-html', 'report.html')).ok).toBe(true);
    const page = readFileSync(join(folder, 'report.html'), 'utf8');
    expect(page).toMatch(/^<!doctype html>/);
    expect(page).toContain('BTC-USDT');
    rmSync(join(folder, 'report.html'));
  });

  it('without the options nothing is', async () => {
    const before = readdirSync(folder);
    expect((await backtest()).ok).toBe(true);
    expect(readdirSync(folder)).toEqual(before);
  });
});

describe('what is refused, before any work, naming the option', () => {
  const refusal = async (...more: readonly string[]): Promise<string> => {
    const outcome = await backtest(...more);
    return outcome.ok ? 'accepted' : `${outcome.error.code}: ${outcome.error.message}`;
  };

  it('a folder that does not exist, a folder in the place of a file, no name', async () => {
    expect(await refusal('--trades-csv', 'nowhere/trades.csv')).toMatch(
      /^badArgument: --trades-csv is "nowhere\/trades\.csv", expected a file in a folder that exists; .*nowhere does not$/,
    );
    expect(await refusal('--result-json', 'folder')).toContain('expected a file, which this is not');
    expect(await refusal('--result-json=')).toContain('expected the name of a file');
    expect(await refusal('--result-json', 'candles.csv/x.json')).toContain('expected a file in a folder that exists');
  });

  it('the candles themselves, also by another name, and one file for two results', async () => {
    symlinkSync(join(folder, 'candles.csv'), join(folder, 'alias.csv'));
    expect(await refusal('--trades-csv', './folder/../candles.csv')).toContain('expected another file than --file');
    expect(await refusal('--trades-csv', 'alias.csv')).toContain('expected another file than --file');
    expect(await refusal('--trades-csv', 'x', '--result-json', './x')).toContain('another file than --trades-csv');
    expect(readFileSync(join(folder, 'candles.csv'), 'utf8')).toMatch(/^timestamp,/);
  });
});
