import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CheckReport } from '../../../../src-main/backtest/checks/check-report.ts';
import { checkStrategy } from '../../../../src-main/backtest/checks/check-strategy.ts';
import { unwrap } from '../../../../src-main/base/outcome.ts';
import { checkCommand } from '../../../../src-main/cli/check-command.ts';
import { smaCross } from '../../../../src-main/engine/strategies/sma-cross.ts';
import type { Instrument } from '../../../../src-main/model/instrument.ts';
import { createInstrument } from '../../../../src-main/model/instrument.ts';
import { seededTape } from '../../../fakes/seeded-tape.ts';
import { runCli } from './cli-child.ts';

const tape = seededTape('check command', { bars: 2500 });
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bellwether-check-'));
  const { openTimeMs, open, high, low, close, volume } = tape;
  const rows = Array.from(openTimeMs, (time, row) =>
    [time, open[row], high[row], low[row], close[row], volume[row]].join(','),
  );
  writeFileSync(join(folder, 'candles.csv'), `timestamp,open,high,low,close,volume\n${rows.join('\n')}\n`);
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const SERIES = ['--file', 'candles.csv', '--symbol', 'BTC-USDT', '--interval', '1m'];
const check = (...more: readonly string[]) => runCli(['check', ...SERIES, ...more], folder);

describe('check', () => {
  it('prints what is found of the same candles, and exits 0 when that is nothing', async () => {
    const { code, stdout } = await check('--strategy', 'sma-cross', '--params', '{"fast":5,"slow":20}');
    const report = JSON.parse(stdout) as CheckReport;
    const instrument = createInstrument('imported', 'BTC-USDT') as Instrument;
    const expected = unwrap(checkStrategy(smaCross, { fast: 5, slow: 20 }, tape, { instrument, interval: '1m' }));
    expect(code).toBe(0);
    expect(report).toMatchObject(JSON.parse(JSON.stringify(expected)) as object);
    expect(Object.values(report.checks).map(({ verdict }) => verdict)).toEqual(['passed', 'passed', 'passed']);
  });

  it('takes the candles and the seed that are asked for', async () => {
    const { stdout } = await check('--strategy', 'sma-cross', '--candles', '2000', '--seed', 'mine');
    expect(JSON.parse(stdout)).toMatchObject({ seed: 'mine', candles: 2000, lastMs: tape.openTimeMs[2499] });
  });

  it.each([
    [['--strategy', 'magic'], 'unknownStrategy'],
    [['--strategy', 'sma-cross', '--params', '{"speed":1}'], 'badParams'],
    [['--strategy', 'sma-cross', '--candles', '1'], 'badArgument'],
  ] as const)('refuses %j', async (typed, code) => {
    const run = await check(...typed);
    expect(run.code).toBe(2);
    expect(JSON.parse(run.stdout)).toMatchObject({ ok: false, error: { code } });
  });

  it('exits 3 when it finds something: an average over the month, by a bot that is given 500 minutes', async () => {
    const quiet = { enabled: false };
    const signal_config = {
      ...Object.fromEntries(['rsi', 'moving_average', 'macd'].map((name) => [name, quiet])),
      vwap_distance: { enabled: true, session: 'month' },
    };
    const { code, stdout } = await check('--strategy', 'signal-blend', '--params', JSON.stringify({ signal_config }));
    const { verdict, checks } = JSON.parse(stdout) as CheckReport;
    expect([code, verdict]).toEqual([3, 'failed']);
    expect([checks.lookAhead.verdict, checks.warmUp.verdict]).toEqual(['passed', 'failed']);
    expect(checks.warmUp.sentence).toMatch(/Where the tape begins never stops to matter.*A bot is given 500 bars/);
    expect(checkCommand.summary).toContain('exits 3');
  });
});

describe('backtest', () => {
  it('has a fidelity in every result, and a cost sweep when asked', async () => {
    const typed = ['backtest', ...SERIES, '--strategy', 'sma-cross'];
    const plain = JSON.parse((await runCli(typed, folder)).stdout) as Record<string, unknown>;
    const swept = JSON.parse((await runCli([...typed, '--cost-sweep'], folder)).stdout) as Record<string, unknown>;
    expect(plain.fidelity).toMatchObject({ facts: { interval: '1m', bars: 2500, feeBps: 10 } });
    expect(plain).not.toHaveProperty('costSweep');
    expect(swept.costSweep).toMatchObject({ points: { length: 24 }, breakEven: { outcome: 'neverProfitable' } });
    expect(swept.fidelity).toEqual(plain.fidelity);
  });
});
