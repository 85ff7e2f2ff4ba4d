import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalExchange } from '../../../exchange/start-local-exchange.ts';
import { startLocalExchange } from '../../../exchange/start-local-exchange.ts';
import { runCli } from './cli-child.ts';

let exchange: LocalExchange;
let folder = '';
let at: readonly string[] = [];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bellwether-cli-'));
  exchange = await startLocalExchange({ seed: 21 });
  at = ['--rest', exchange.rest, '--data-dir', folder];
});
afterAll(async () => {
  await exchange.close();
  rmSync(folder, { recursive: true });
});

const parsed = (stdout: string) => JSON.parse(stdout) as Record<string, never>;

describe('commands that ask an exchange', () => {
  it('download stores what is missing, and the second time asks for nothing', async () => {
    const from = new Date(Date.now() - 20 * 86_400_000).toISOString().slice(0, 10);
    const args = ['download', '--exchange', 'binance', ...at, '--stream', exchange.ws, '--interval', '1h'];
    const series = ['--symbols', 'BTC-USDT,ETH-USDT', '--from', from];
    const first = await runCli([...args, ...series]);
    expect(first.code, first.stdout).toBe(0);
    const bars = Math.floor((Date.now() - Date.parse(from)) / 3_600_000);
    const fetched = parsed(first.stdout).series as unknown as { fetched: number; gaps: number }[];
    expect(fetched).toMatchObject([{ gaps: 0 }, { gaps: 0 }]);
    // The hour may end while it runs.
    for (const one of fetched) expect(Math.abs(one.fetched - bars)).toBeLessThanOrEqual(1);
    const second = await runCli([...args, ...series, '--to', new Date(Date.now() - 7_200_000).toISOString()]);
    expect(parsed(second.stdout)).toMatchObject({
      series: [
        { fetched: 0, requests: 0 },
        { fetched: 0, requests: 0 },
      ],
    });
  });

  it('watch records a tape, and the tape plays what was heard', async () => {
    const path = join(folder, 'session.tape.gz');
    const live = ['--exchange', 'coinbase', ...at, '--stream', `${exchange.ws}/cb`, '--symbols', 'BTC-USD'];
    const heard = await runCli(['watch', ...live, '--seconds', '4', '--record', path]);
    expect(heard.code, heard.stdout).toBe(0);
    const played = await runCli(['watch', '--tape', path, '--symbols', 'BTC-USD']);
    expect(played.code, played.stdout).toBe(0);
    const [before, after] = [heard, played].map(({ stdout }) => parsed(stdout).markets as unknown as Heard[]);
    expect(before?.[0]?.quotes).toBeGreaterThan(0);
    expect(after?.[0]).toMatchObject({ trades: before?.[0]?.trades, quotes: before?.[0]?.quotes });
    expect(parsed(played.stdout)).toMatchObject({ exchange: 'coinbase', tape: { isTorn: false, unheardFrames: 0 } });
  });

  it.each([
    [['--exchange', 'nowhere', '--symbols', 'BTC-USDT'], 'unknownExchange'],
    [['--exchange', 'binance', '--symbols', 'NONE-USDT'], 'unknownInstrument'],
    [['--exchange', 'binance'], 'badArgument'],
  ])('say what is wrong with %j', async (args, code) => {
    const { code: exit, stdout } = await runCli(['watch', ...at, '--stream', exchange.ws, ...args]);
    expect(exit).toBe(2);
    expect(parsed(stdout)).toMatchObject({ ok: false, error: { code } });
  });

  it('exchanges lists our own first and those of ccxt after them', async () => {
    const { stdout } = await runCli(['exchanges']);
    const venues = JSON.parse(stdout) as { venue: string; isOwn: boolean }[];
    expect(venues.slice(0, 3).map(({ venue }) => venue)).toEqual(['binance', 'coinbase', 'kraken']);
    expect(venues.length).toBeGreaterThan(50);
    expect(new Set(venues.map(({ venue }) => venue)).size).toBe(venues.length);
  });
});

type Heard = { readonly trades: number; readonly quotes: number };
