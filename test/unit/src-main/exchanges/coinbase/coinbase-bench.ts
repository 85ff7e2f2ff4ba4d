import type { NumberedTrade, StreamListener } from '../../../../../src-main/exchanges/connection/market-protocol.ts';
import type { Instrument } from '../../../../../src-main/model/instrument.ts';
import { createInstrument } from '../../../../../src-main/model/instrument.ts';
import type { Quote } from '../../../../../src-main/model/market-trade.ts';
import { type Bench, createBench, type ScriptedSocket } from '../binance/scripted-transport.ts';

export { type Bench, ScriptedTransport } from '../binance/scripted-transport.ts';

export function coinbaseInstrument(symbol: string, grid = { tick: '0.01', step: '0.00000001' }): Instrument {
  const instrument = createInstrument('coinbase', symbol, grid);
  if (instrument === undefined) throw new Error(`${symbol} is no symbol`);
  return instrument;
}

export const BTC = coinbaseInstrument('BTC-USD');
export const ETH = coinbaseInstrument('ETH-USD');
export const BTC_USDC = coinbaseInstrument('BTC-USDC');

export const createCoinbaseBench = (more: Parameters<typeof createBench>[1] = {}): Bench =>
  createBench([BTC, ETH, BTC_USDC], more);

export type Told = {
  readonly trades: NumberedTrade[];
  readonly quotes: Quote[];
  /** `connected`, `broken` and `alive` with their instruments, in order. */
  readonly states: string[];
};

export function createKeeper(): { readonly told: Told; readonly listener: StreamListener } {
  const told: Told = { trades: [], quotes: [], states: [] };
  const listener: StreamListener = {
    trade: (trade) => void told.trades.push(trade),
    quote: (quote) => void told.quotes.push(quote),
    candle: () => {
      throw new Error('Coinbase streams no minutes');
    },
    connected: (ids) => void told.states.push(`connected ${ids.join(' ')}`),
    broken: (ids, reason) => void told.states.push(`broken ${ids.join(' ')}: ${reason}`),
    alive: (ids) => void told.states.push(`alive ${ids.join(' ')}`),
  };
  return { told, listener };
}

export const TIME = '2026-11-21T00:00:01Z';
export const TIME_MS = Date.UTC(2026, 10, 21, 0, 0, 1);

/** A server's end of one socket: numbers what it says as Coinbase does. */
export class FakeServer {
  readonly socket: ScriptedSocket;
  sequence = 0;

  constructor(socket: ScriptedSocket) {
    this.socket = socket;
  }

  open(): void {
    this.sequence = 0;
    this.socket.options.onOpen();
  }

  say(channel: string, events: readonly unknown[], sequence_num = this.sequence++): void {
    this.socket.receive({ channel, client_id: '', timestamp: TIME, sequence_num, events });
  }

  acknowledge(subscriptions: Readonly<Record<string, readonly string[]>>): void {
    this.say('subscriptions', [{ subscriptions }]);
  }

  beat(heartbeat_counter: number | string): void {
    this.say('heartbeats', [{ current_time: '2026-11-21 00:00:01 +0000 UTC m=+1.0', heartbeat_counter }]);
  }

  book(type: 'snapshot' | 'update', product_id: string, levels: readonly (readonly [string, string, string])[]): void {
    const updates = levels.map(([side, price_level, new_quantity]) => ({
      side,
      event_time: TIME,
      price_level,
      new_quantity,
    }));
    this.say('l2_data', [{ type, product_id, updates }]);
  }
}

export function tradeEvent(trade: Partial<Record<string, unknown>> = {}, type = 'update') {
  const usual = { trade_id: '1', product_id: 'BTC-USD', price: '100.5', size: '0.1', side: 'BUY', time: TIME };
  return { type, trades: [{ ...usual, ...trade }] };
}
