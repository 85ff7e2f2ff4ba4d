import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { WebSocket } from 'ws';
import { projectRoot } from '../../scripts/runtime/project.mjs';
import type { FrameCounts, FrameListener } from '../../src-main/exchanges/binance/parse.ts';
import { decodeFrame } from '../../src-main/exchanges/binance/parse.ts';
import { createLiveTransport } from '../../src-main/resilience/live-transport.ts';
import { createSystemTimers } from '../../src-main/resilience/system-timers.ts';
import { hasTestData } from '../fakes/candle-files.ts';
import { createTestLog } from '../fakes/test-log.ts';
import { testDataText } from '../integration/src-main/exchanges/binance/recorded-sessions.ts';
import type { Bench, BenchResult } from './bench.ts';
import { median } from './paired-timing.ts';
import { ticksPerSecond } from './tick-path.ts';

const RECORDED = 'ticks-l2/hftbacktest/spot/btcusdt_20240808.gz';
const MESSAGES = 600_000;
const RUNS = 5;
const WANTED_TICKS = 50_000;

/** Recorded trades, quotes and book changes of a day, or made ones where the recording is not there. */
function frames(): readonly string[] {
  if (!hasTestData(RECORDED)) return Array.from({ length: 1000 }, (_, id) => madeTrade(id));
  const lines = testDataText(RECORDED).split('\n');
  return lines.filter((line) => line !== '').map((line) => line.slice(line.indexOf('{')));
}

function madeTrade(id: number): string {
  const data = { e: 'trade', E: 1, s: 'BTCUSDT', t: id, p: '61837.63000000', q: '0.02000000', T: 1, m: true, M: true };
  return JSON.stringify({ stream: 'btcusdt@trade', data });
}

type Flood = { readonly url: string; readonly stop: () => void };

/** Another process that sends the frames as fast as they are taken. */
async function startFlood(path: string): Promise<Flood> {
  const script = join(projectRoot, 'test', 'bench', 'flood-server.ts');
  const child = spawn(process.execPath, [script, path, String(MESSAGES)], { stdio: ['pipe', 'pipe', 'inherit'] });
  const port = await new Promise<string>((resolve) => createInterface({ input: child.stdout }).once('line', resolve));
  return { url: `ws://127.0.0.1:${port}`, stop: () => void child.stdin.end() };
}

/** Messages a second of the plain client: the text of each parsed, and nothing done with it. */
function plainRate(url: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, { perMessageDeflate: false });
    let startedMs = 0;
    let heard = 0;
    socket.on('open', () => socket.send('go'));
    socket.on('message', (data: Buffer) => {
      if (heard++ === 0) startedMs = performance.now();
      JSON.parse(data.toString());
    });
    socket.on('close', () => resolve((heard / (performance.now() - startedMs)) * 1000));
    socket.on('error', reject);
  });
}

/** The same over the product's socket and Binance's decoder. */
function decodedRate(url: string): Promise<number> {
  const timers = createSystemTimers();
  const pauses = { load: () => null, save: () => undefined };
  const transport = createLiveTransport({ limits: [], timers, log: createTestLog(), pauses });
  const counts: FrameCounts = { frames: 0, malformed: 0, foreign: 0 };
  const listener = countingListener();
  return new Promise((resolve) => {
    let startedMs = 0;
    const socket = transport.openSocket({
      name: 'flood',
      url: () => url,
      onOpen: () => socket.send('go'),
      onMessage(text) {
        if (counts.frames === 0) startedMs = performance.now();
        decodeFrame(text, listener, counts);
        if (counts.frames < MESSAGES) return;
        resolve((counts.frames / (performance.now() - startedMs)) * 1000);
        void transport.dispose();
      },
      onBreak: () => undefined,
      idleAlarmMs: 60_000,
      renewAfterMs: null,
      maxMessageBytes: 16 * 1024 * 1024,
      maxFramesPerSecond: 5,
      topics: () => 1,
    });
  });
}

function countingListener(): FrameListener {
  let heard = 0;
  const hear = (): void => void heard++;
  return {
    instrumentOf: () => 'binance:BTC-USDT',
    nowMs: () => 1,
    ...{ trade: hear, quote: hear, candle: hear, depth: hear, control: hear, shutdown: hear },
  };
}

export const bench: Bench = {
  name: 'exchange-decoding',
  run: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bellwether-frames-'));
    const path = join(folder, 'frames.txt');
    writeFileSync(path, frames().join('\n'));
    const flood = await startFlood(path);
    const plain: number[] = [];
    const decoded: number[] = [];
    for (let run = -1; run < RUNS; run++) {
      const pair = [await plainRate(flood.url), await decodedRate(flood.url)] as const;
      if (run < 0) continue;
      plain.push(pair[0]);
      decoded.push(pair[1]);
    }
    flood.stop();
    rmSync(folder, { recursive: true });
    const ticks = await ticksPerSecond();
    return [
      row('Binance messages decoded, against ws with JSON.parse alone', median(decoded), '1/s', median(plain)),
      row('ticks through decoder, feed, engine and a strategy on one core', ticks, '1/s', WANTED_TICKS),
    ];
  },
};

function row(name: string, value: number, unit: string, reference: number): BenchResult {
  return { name, value, unit, reference, ratio: value / reference };
}
