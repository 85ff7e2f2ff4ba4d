import { createTrading } from '../../src-main/composition/trading.ts';
import { findStrategy } from '../../src-main/engine/strategies/registry.ts';
import { binance } from '../../src-main/exchanges/binance/adapter.ts';
import { createExchangeFeed } from '../../src-main/exchanges/connection/exchange-feed.ts';
import { createDemoMarket } from '../../src-main/exchanges/demo/demo-market.ts';
import { createCandleColumns } from '../../src-main/model/candle.ts';
import { MemoryJournal } from '../fakes/memory-journal.ts';
import { createTestLog } from '../fakes/test-log.ts';
import { BTC, createBench } from '../unit/src-main/exchanges/binance/scripted-transport.ts';

const TICKS = 300_000;
const TICKS_A_MINUTE = 1000;
const MINUTE_MS = 60_000;
const START_MS = Date.UTC(2024, 0, 1);

function tradeFrame(id: number, timeMs: number): string {
  const price = (60_000 + Math.sin(id / 5000) * 500).toFixed(8);
  const data = {
    e: 'trade',
    E: timeMs,
    s: 'BTCUSDT',
    t: id,
    p: price,
    q: '0.02000000',
    T: timeMs,
    m: id % 2 === 0,
    M: true,
  };
  return JSON.stringify({ stream: 'btcusdt@trade', data });
}

function closingFrame(openMs: number, close: string): string {
  const k = {
    ...{
      t: openMs,
      T: openMs + MINUTE_MS - 1,
      s: 'BTCUSDT',
      i: '1m',
      f: 1,
      L: 2,
      o: close,
      c: close,
      h: close,
      l: close,
    },
    ...{ v: '20.0', n: 1000, x: true, q: '1', V: '1', Q: '1', B: '0' },
  };
  return JSON.stringify({ stream: 'btcusdt@kline_1m', data: { e: 'kline', E: openMs + MINUTE_MS, s: 'BTCUSDT', k } });
}

/** Trade frames as text in, through decoder, feed, simulated venue, engine and sma-cross, on this thread alone. */
export async function ticksPerSecond(): Promise<number> {
  let nowMs = START_MS;
  const { parts, transport, timers } = createBench([BTC], { serverNowMs: () => nowMs });
  const feed = createExchangeFeed({
    protocol: binance.market(parts),
    timers,
    log: createTestLog(),
    serverNowMs: () => nowMs,
    instruments: () => [BTC],
    findInstrument: () => BTC,
  });
  const clock = { nowMs: () => nowMs, every: () => ({ dispose: () => undefined }) };
  const accountRisk = { maxPositionFraction: null, maxDailyLossFraction: null, dayRollOffsetMs: 0 };
  const trading = createTrading({
    ...{ market: createDemoMarket('bench'), remembered: [], journal: new MemoryJournal(), clock, log: createTestLog() },
    ...{ accountRisk, findStrategy, strategyHost: { start: () => null } },
  });
  trading.know(BTC);
  const risk = { sizeFraction: 0.5, stopLossFraction: 0.02, takeProfitFraction: null, leverage: 1 };
  const bot = {
    id: 'b',
    name: 'b',
    instrumentId: BTC.id,
    interval: '1m',
    strategyId: 'sma-cross',
    params: {},
    risk,
  } as const;
  trading.engine.command({ kind: 'addBot', config: bot });
  trading.engine.command({ kind: 'startBot', botId: 'b' });
  trading.engine.offer({ kind: 'history', botId: 'b', bars: createCandleColumns(0), minutes: createCandleColumns(0) });
  let decisions = 0;
  trading.engine.onFact(({ fact }) => {
    if (fact.kind === 'decision') decisions++;
  });
  feed.subscribe([BTC.id], (message) => trading.receive('binance', message));
  const [socket] = transport.sockets;
  if (socket === undefined) throw new Error('no socket was opened');
  socket.options.onOpen();
  for (const { id } of socket.takeSent()) socket.receive({ result: null, id });
  await timers.run(0);
  const frames = framesOf(TICKS);
  const startedMs = performance.now();
  for (const { text, timeMs } of frames) {
    nowMs = timeMs;
    socket.options.onMessage(text);
  }
  const seconds = (performance.now() - startedMs) / 1000;
  if (decisions < TICKS / TICKS_A_MINUTE / 2) throw new Error(`${decisions} decisions: the strategy was not reached`);
  await feed.dispose();
  return TICKS / seconds;
}

function framesOf(ticks: number): { readonly text: string; readonly timeMs: number }[] {
  const frames: { text: string; timeMs: number }[] = [];
  for (let id = 1; id <= ticks; id++) {
    const timeMs = START_MS + 1 + Math.floor((id * MINUTE_MS) / TICKS_A_MINUTE);
    frames.push({ text: tradeFrame(id, timeMs), timeMs });
    const openMs = START_MS + (id / TICKS_A_MINUTE - 1) * MINUTE_MS;
    if (id % TICKS_A_MINUTE === 0) frames.push({ text: closingFrame(openMs, '60000.00'), timeMs: openMs + MINUTE_MS });
  }
  return frames;
}
