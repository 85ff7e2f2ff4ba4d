import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { OWN_CROSS, strategyAround } from '../../../fakes/own-strategies.ts';
import { seededCandles } from '../../../fakes/seeded-tape.ts';
import { runCli } from '../cli/cli-child.ts';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bellwether-strategy-file-'));
  const rows = seededCandles('cli', { bars: 1500 }).map(({ openTimeMs, open, high, low, close, volume }) =>
    [openTimeMs, open, high, low, close, volume].join(),
  );
  await writeFile(join(folder, 'candles.csv'), ['time,open,high,low,close,volume', ...rows, ''].join('\n'));
  await writeFile(join(folder, 'own-cross.ts'), OWN_CROSS);
  await writeFile(join(folder, 'hasty.ts'), OWN_CROSS.replace('warmUp: ({ slow }) => slow,', 'warmUp: 3,'));
  await writeFile(join(folder, 'broken.ts'), 'const x: number = "a";\n');
  await writeFile(join(folder, 'endless.ts'), strategyAround('for (;;);'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function run(command: string, ...more: readonly string[]) {
  const candles = ['--file', 'candles.csv', '--symbol', 'BTC-USDT', '--interval', '1m'];
  const { code, stdout } = await runCli([command, ...candles, ...more], folder);
  return { code, reply: JSON.parse(stdout) };
}

describe('backtest --strategy-file', () => {
  test('trades what the shipped strategy of the same rule trades', async () => {
    const params = ['--params', '{"fast":5,"slow":20}'];
    const own = await run('backtest', '--strategy-file', 'own-cross.ts', ...params);
    const shipped = await run('backtest', '--strategy', 'sma-cross', ...params);
    expect(own.code).toBe(0);
    expect(own.reply.strategy).toBe('own-cross.ts');
    expect(own.reply.params).toEqual({ fast: 5, slow: 20, direction: 'long' });
    expect(own.reply.trades.length).toBeGreaterThan(10);
    expect(own.reply.trades).toEqual(shipped.reply.trades);
    expect(own.reply.statistics).toEqual(shipped.reply.statistics);
  });

  test.each([
    ['a file with faults', ['broken.ts'], 'badStrategy', 'broken.ts: line 1:7:'],
    ['a strategy that never ends', ['endless.ts'], 'strategyFailed', 'line 4: more than 50000000 steps in one bar'],
    ['a file that is not there', ['none.ts'], 'fileNotFound', 'expected a file that can be read'],
    ['parameters that do not fit', ['own-cross.ts', '--params', '{"fast":0}'], 'badParams', 'fast'],
    ['two strategies at once', ['own-cross.ts', '--strategy', 'sma-cross'], 'badArgument', 'expected one of them'],
    ['a cost sweep', ['own-cross.ts', '--cost-sweep'], 'badArgument', 'expected a shipped strategy'],
    ['its own file as a result', ['own-cross.ts', '--trades-csv', 'own-cross.ts'], 'badArgument', 'strategy-file'],
  ])('refuses %s', async (_name, more, errorCode, message) => {
    const { code, reply } = await run('backtest', '--strategy-file', ...more);
    expect(code).toBe(2);
    expect(reply.error.code).toBe(errorCode);
    expect(reply.error.message).toContain(message);
  });
});

describe('check --strategy-file', () => {
  test('passes a clean strategy', async () => {
    const { code, reply } = await run('check', '--strategy-file', 'own-cross.ts');
    expect(code).toBe(0);
    expect(reply).toMatchObject({ strategyId: 'own-cross', verdict: 'passed' });
  });

  test('finds a warm-up that is too short', async () => {
    const { code, reply } = await run('check', '--strategy-file', 'hasty.ts');
    expect(code).toBe(3);
    expect(reply.checks.warmUp.verdict).toBe('failed');
  });
});
