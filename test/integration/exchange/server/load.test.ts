import { afterAll, beforeAll, expect, it } from 'vitest';
import { toAmount } from '../../../exchange/core/amount.ts';
import { type LocalExchange, startLocalExchange } from '../../../exchange/start-local-exchange.ts';
import { SocketClient } from '../binance/socket-client.ts';

let exchange: LocalExchange;

beforeAll(async () => {
  exchange = await startLocalExchange({ seed: 5, load: { symbols: 3, tradesPerSecond: 300 } });
});

afterAll(() => exchange.close());

it('trades of a load are those of the exchange’s own tape and candles', async () => {
  const client = await new SocketClient(`${exchange.ws}/ws/sym0001usdt@trade`).open();
  const heard = await client.until(() => client.of('trade').length >= 50 && client.of('trade'));
  const own = new Map(exchange.core.recentTrades('SYM0001-USDT', 90).map((trade) => [trade.id, trade]));
  for (const { t, p, q, T } of heard.slice(-50)) {
    const trade = own.get(Number(t));
    expect([toAmount(trade?.price ?? '0'), toAmount(trade?.quantity ?? '0')]).toEqual([
      toAmount(String(p)),
      toAmount(String(q)),
    ]);
    expect(Math.abs(Number(trade?.timeMs) - Number(T))).toBeLessThanOrEqual(5);
  }
  const last = heard.at(-1);
  const minuteMs = Math.floor(Number(last?.T) / 60_000) * 60_000;
  const [candle] = exchange.core.minutes('SYM0001-USDT', minuteMs, minuteMs + 1);
  expect((candle?.firstTradeId ?? 0) + (candle?.trades ?? 0)).toBeGreaterThan(Number(last?.t));
  client.socket.terminate();
});
