import type { ApprovedOrder } from '../../src-main/engine/ports/approved-order.ts';
import type { BooksListener } from '../../src-main/engine/ports/exchange.ts';
import type { VenueReport } from '../../src-main/engine/ports/venue.ts';
import type { LiveVenue } from '../../src-main/exchanges/connection/live-venue.ts';
import { createLiveVenue } from '../../src-main/exchanges/connection/live-venue.ts';
import type { Instrument } from '../../src-main/model/instrument.ts';
import { moneyFromText, priceFromText, quantityFromText, quantityToText } from '../../src-main/model/money.ts';
import type { Order } from '../../src-main/model/order.ts';
import { approved } from './approved.ts';
import type { ManualTimers } from './manual-timers.ts';
import { createManualTimers } from './manual-timers.ts';
import { scriptedInstruments } from './scripted-exchange-market.ts';
import { ScriptedOrders } from './scripted-exchange-orders.ts';
import { createTestLog } from './test-log.ts';

export type LiveDesk = {
  readonly timers: ManualTimers;
  readonly exchange: ScriptedOrders;
  readonly venue: LiveVenue;
  readonly instruments: Instrument[];
  readonly reports: VenueReport[];
  readonly log: ReturnType<typeof createTestLog>;
  isClockInDoubt: boolean;
  values: Readonly<Record<string, string>>;
  /** Reports as `kind id` and what matters of them. */
  readonly told: () => string[];
};

/** A live venue before a scripted exchange, with the stream connected; before the same one after a restart. */
export function createLiveDesk(startMs = Date.UTC(2026, 0, 1, 12), before?: LiveDesk, books?: BooksListener): LiveDesk {
  const timers = before?.timers ?? createManualTimers(startMs);
  const exchange = before?.exchange ?? new ScriptedOrders(timers);
  const instruments = [...scriptedInstruments(['BTC-USDT', 'ETH-USDT'])];
  const reports: VenueReport[] = [];
  const log = createTestLog();
  const desk: LiveDesk = {
    timers,
    exchange,
    instruments,
    reports,
    log,
    isClockInDoubt: false,
    values: {},
    told: () => reports.map(lineOf),
    venue: createLiveVenue({
      protocol: exchange,
      timers,
      log,
      serverNowMs: () => (desk.isClockInDoubt ? undefined : timers.nowMs()),
      findInstrument: (instrumentId) => instruments.find(({ id }) => id === instrumentId),
      lastPrice: () => priceFromText('100'),
      valueOf: (asset, quoteAsset) => {
        const rate = desk.values[asset];
        return rate === undefined
          ? undefined
          : { rate, source: `scripted:${asset}-${quoteAsset}`, timeMs: timers.nowMs() };
      },
      report: (report) => void reports.push(report),
      ...(books === undefined ? {} : { books }),
    }),
  };
  exchange.listener.connected();
  return desk;
}

function lineOf(report: VenueReport): string {
  if (report.kind !== 'filled') {
    return report.kind === 'accepted'
      ? `accepted ${report.clientOrderId}`
      : `${report.kind} ${report.clientOrderId}: ${report.reason}`;
  }
  const { clientOrderId, quantity } = report.fill;
  return `filled ${clientOrderId} ${quantityToText(quantity)}${report.done ? ' done' : ''}`;
}

/** A limit buy of 1 BTC at 100 unless told otherwise. */
export function anOrder(clientOrderId: string, more: Partial<Order> = {}): ApprovedOrder {
  return approved({
    clientOrderId,
    accountId: 'paper',
    botId: 'bot',
    instrumentId: 'scripted:BTC-USDT',
    side: 'buy',
    type: { kind: 'limit', price: priceFromText('100') },
    size: { kind: 'base', quantity: quantityFromText('1') },
    purpose: 'entry',
    tag: '',
    reduceOnly: false,
    closesOpposite: false,
    createdMs: Date.UTC(2026, 0, 1, 12),
    ...more,
  });
}

export function quoteOrder(clientOrderId: string, amount = '100', more: Partial<Order> = {}): ApprovedOrder {
  return anOrder(clientOrderId, {
    type: { kind: 'market' },
    size: { kind: 'quote', amount: moneyFromText(amount) },
    ...more,
  });
}
