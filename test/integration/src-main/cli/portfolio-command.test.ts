import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CandleColumns } from '../../../../src-main/model/candle.ts';
import { seededTape } from '../../../fakes/seeded-tape.ts';
import { runCli } from './cli-child.ts';

type Share = { readonly symbol: string; readonly trades: number; readonly profit: string; readonly fees: string };
type Reply = {
  readonly moments: number;
  readonly trades: { readonly bot: string; readonly symbol: string; readonly entryTime: number }[];
  readonly finalEquity: string;
  readonly bots: (Share & { readonly bot: string })[];
  readonly symbols: Share[];
  readonly refusals: number;
  readonly refusalsByRule: Record<string, number>;
  readonly data: { readonly symbol: string }[];
  readonly equity?: { readonly openTime: number[]; readonly value: number[] };
};

const FILES = ['--file', 'btc.csv', '--symbol', 'BTC-USDT', '--file', 'eth.csv', '--symbol', 'ETH-USDT'];
const TYPED = ['portfolio', ...FILES, '--interval', '1m', '--strategy', 'sma-cross', '--params', '{"fast":3,"slow":9}'];

let folder = '';
function write(name: string, { openTimeMs, open, high, low, close, volume }: CandleColumns): void {
  const rows = Array.from(openTimeMs, (time, row) =>
    [time, open[row], high[row], low[row], close[row], volume[row]].join(','),
  );
  writeFileSync(join(folder, name), `timestamp,open,high,low,close,volume\n${rows.join('\n')}\n`);
}
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bellwether-portfolio-'));
  write('btc.csv', seededTape('portfolio btc', { bars: 4000 }));
  write('eth.csv', seededTape('portfolio eth', { bars: 4000 }));
  writeFileSync(
    join(folder, 'universe.csv'),
    'date,symbol\n2024-01-01,BTC-USDT\n2024-01-01,ETH-USDT\n2024-01-02,BTC-USDT\n',
  );
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

async function reply(args: readonly string[]): Promise<Reply> {
  const { code, stdout } = await runCli(args, folder);
  expect(code, stdout).toBe(0);
  return JSON.parse(stdout) as Reply;
}

async function refusal(args: readonly string[]): Promise<string> {
  const { code, stdout } = await runCli(args, folder);
  expect(code).toBe(2);
  return (JSON.parse(stdout) as { error: { message: string } }).error.message;
}

describe('portfolio', () => {
  it('runs a strategy on every file with one capital; the same from a config file', async () => {
    const typed = await reply([...TYPED, '--capital', '5000', '--result-json', 'result.json']);
    expect(typed.moments).toBe(4000);
    expect(typed.data.map(({ symbol }) => symbol)).toEqual(['BTC-USDT', 'ETH-USDT']);
    expect(new Set(typed.trades.map(({ bot, symbol }) => `${bot} ${symbol}`)).size).toBe(2);
    const sum = typed.bots.reduce((total, { profit }) => total + Number(profit), 5000);
    expect(Number(typed.finalEquity)).toBeCloseTo(sum, 6);
    const kept = JSON.parse(readFileSync(join(folder, 'result.json'), 'utf8')) as Reply;
    expect(kept.equity?.value).toHaveLength(4000);
    expect(kept.equity?.value.at(-1)).toBeCloseTo(Number(typed.finalEquity), 6);

    const bot = { strategy: 'sma-cross', params: { fast: 3, slow: 9 } };
    const config = {
      interval: '1m',
      files: [
        { file: 'btc.csv', symbol: 'BTC-USDT' },
        { file: 'eth.csv', symbol: 'ETH-USDT' },
      ],
      bots: [
        { symbol: 'BTC-USDT', ...bot },
        { symbol: 'ETH-USDT', ...bot },
      ],
      capital: '5000',
    };
    writeFileSync(join(folder, 'portfolio.json'), JSON.stringify(config));
    const configured = await reply(['portfolio', '--config', 'portfolio.json']);
    expect(configured.trades).toEqual(typed.trades);
    expect(configured.finalEquity).toBe(typed.finalEquity);

    const careful = { ...config, bots: config.bots.map((one) => ({ ...one, regimes: { allowed: ['range'] } })) };
    writeFileSync(join(folder, 'by-regime.json'), JSON.stringify(careful));
    const byRegime = await reply(['portfolio', '--config', 'by-regime.json']);
    expect(byRegime.trades.length).toBeGreaterThan(5);
    expect(byRegime.trades.length).toBeLessThan(typed.trades.length);
  });

  it('refuses entries outside the universe, by name, and closes what left it when asked to', async () => {
    const kept = await reply([...TYPED, '--universe', 'universe.csv', '--on-leave', 'close', '--size-fraction', '0.3']);
    const untilMs = Date.UTC(2024, 0, 2);
    const ofEth = kept.trades.filter(({ symbol }) => symbol === 'ETH-USDT');
    expect(ofEth.length).toBeGreaterThan(20);
    expect(Math.max(...ofEth.map(({ entryTime }) => entryTime))).toBeLessThanOrEqual(untilMs);
    expect(kept.refusalsByRule.universe).toBeGreaterThan(20);
  });

  it('says what is wrong with a call', async () => {
    expect(await refusal(['portfolio', '--interval', '1m'])).toBe('--file is missing');
    expect(await refusal([...TYPED, '--config', 'portfolio.json'])).toBe(
      '--config and --file are both given, expected one of them',
    );
    expect(await refusal(['portfolio', '--config', 'missing.json'])).toContain('expected a file that can be read');
    expect(await refusal([...TYPED, '--file', 'btc.csv'])).toContain('files.2.symbol');
    expect(await refusal([...TYPED, '--file', 'btc.csv', '--symbol', 'BTC-USDT'])).toContain('is there twice');
    expect(await refusal([...TYPED, '--on-leave', 'sell'])).toContain('onLeave');
    expect(await refusal([...TYPED, '--result-json', 'eth.csv'])).toContain('expected another file than --file');
  });
});

describe('backtest --also', () => {
  const single = [
    'backtest',
    '--file',
    'btc.csv',
    '--symbol',
    'BTC-USDT',
    '--interval',
    '1m',
    '--strategy',
    'sma-cross',
  ];

  it('brings another symbol beside the own one, which changes nothing for who does not look at it', async () => {
    const alone = await reply(single);
    expect((await reply([...single, '--also', 'eth.csv:ETH-USDT'])).trades).toEqual(alone.trades);
  });

  it('is refused when it names no file and symbol', async () => {
    expect(await refusal([...single, '--also', 'eth.csv'])).toBe(
      '--also is "eth.csv", expected FILE:SYMBOL, for example eth.csv:ETH-USDT',
    );
  });
});
