import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unwrap } from '../../src-main/base/outcome.ts';
import { openExchange } from '../../src-main/composition/exchanges/open-exchange.ts';
import type { Trading } from '../../src-main/composition/trading.ts';
import { createTrading } from '../../src-main/composition/trading.ts';
import type { ExchangeAdapter } from '../../src-main/engine/ports/exchange.ts';
import { findStrategy } from '../../src-main/engine/strategies/registry.ts';
import { binance } from '../../src-main/exchanges/binance/adapter.ts';
import { createDemoMarket } from '../../src-main/exchanges/demo/demo-market.ts';
import type { CandleColumns } from '../../src-main/model/candle.ts';
import { createCandleColumns } from '../../src-main/model/candle.ts';
import { createSystemTimers } from '../../src-main/resilience/system-timers.ts';
import { MemoryJournal } from '../fakes/memory-journal.ts';
import { createTestLog } from '../fakes/test-log.ts';

export type LiveSession = {
  readonly adapter: ExchangeAdapter;
  readonly trading: Trading;
  /** Ids of the instruments that are followed, each with a bot. */
  readonly instrumentIds: readonly string[];
  readonly stop: () => Promise<void>;
};

/**
 * The engine with a bot on each of the first `symbols` synthetic instruments of a local Binance, over the real adapter, the
 * real sockets and the real feed: what the app does, without its window.
 */
export async function openLiveSession(
  { rest, ws }: { readonly rest: string; readonly ws: string },
  symbols: number,
): Promise<LiveSession> {
  const folder = mkdtempSync(join(tmpdir(), 'bellwether-bench-'));
  const timers = createSystemTimers();
  const log = createTestLog();
  const urls = { rest, stream: ws, userStream: ws };
  const { adapter, transport } = openExchange(binance, urls, { dataDir: folder, timers, log });
  unwrap(await adapter.start());
  const accountRisk = { maxPositionFraction: null, maxDailyLossFraction: null, dayRollOffsetMs: 0 };
  const strategyHost = { start: () => null };
  const market = createDemoMarket('bench');
  const journal = new MemoryJournal();
  const trading = createTrading({
    ...{ market, remembered: [], journal, clock: timers, log, accountRisk, findStrategy, strategyHost },
  });
  const followed = adapter
    .instruments()
    .filter(({ symbol }) => symbol.startsWith('SYM'))
    .slice(0, symbols);
  const risk = { sizeFraction: 0.0005, stopLossFraction: null, takeProfitFraction: null, leverage: 1 };
  for (const instrument of followed) {
    trading.know(instrument);
    const { id, symbol } = instrument;
    const bot = {
      id: symbol,
      name: symbol,
      instrumentId: id,
      interval: '1m',
      strategyId: 'sma-cross',
      params: {},
      risk,
    } as const;
    const refusal =
      trading.engine.command({ kind: 'addBot', config: bot }) ??
      trading.engine.command({ kind: 'startBot', botId: symbol });
    if (refusal !== null) throw new Error(refusal);
    trading.engine.offer({
      kind: 'history',
      botId: symbol,
      bars: quietPast(timers.nowMs()),
      minutes: createCandleColumns(0),
    });
  }
  return {
    adapter,
    trading,
    instrumentIds: followed.map(({ id }) => id),
    async stop() {
      await adapter.dispose();
      await transport.dispose();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const PAST_BARS = 60;
const MINUTE_MS = 60_000;

/** An hour in which nothing happened: enough for a strategy to judge the very next bar. */
function quietPast(nowMs: number): CandleColumns {
  const past = createCandleColumns(PAST_BARS);
  const endMs = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS;
  past.openTimeMs.forEach((_, row) => {
    past.openTimeMs[row] = endMs - (PAST_BARS - row) * MINUTE_MS;
  });
  for (const column of [past.open, past.high, past.low, past.close, past.volume]) column.fill(1);
  return past;
}
