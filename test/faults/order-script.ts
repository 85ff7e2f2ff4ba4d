import type { ApprovedOrder } from '../../src-main/engine/ports/approved-order.ts';
import { moneyFromText, priceFromText, quantityFromText } from '../../src-main/model/money.ts';
import type { Order } from '../../src-main/model/order.ts';
import type { ExchangeCore } from '../exchange/core/core-types.ts';
import { approved } from '../fakes/approved.ts';
import type { FaultVenue } from './fault-schedule.ts';
import { FAULT_SYMBOLS } from './fault-schedule.ts';

export type OrderScriptParts = {
  readonly venue: FaultVenue;
  readonly chance: () => number;
  readonly core: ExchangeCore;
  readonly nowMs: () => number;
};

/** Orders of all kinds round the market of two symbols, by chance. */
export function nextOrder(number: number, { venue, chance, core, nowMs }: OrderScriptParts): ApprovedOrder {
  const symbol = FAULT_SYMBOLS[venue][chance() < 0.5 ? 0 : 1];
  const side = chance() < 0.5 ? 'buy' : 'sell';
  const last = Number(core.lastPrice(symbol));
  return approved({
    clientOrderId: `fault-${number}`,
    accountId: 'paper',
    botId: 'bot',
    instrumentId: `${venue}:${symbol}`,
    side,
    ...kindOf({ last, side, isDear: last > 10_000, chance }),
    purpose: 'entry',
    tag: '',
    reduceOnly: chance() < 0.2,
    closesOpposite: false,
    createdMs: nowMs(),
  });
}

type Market = {
  readonly last: number;
  readonly side: Order['side'];
  readonly isDear: boolean;
  readonly chance: () => number;
};

function kindOf({ last, side, isDear, chance }: Market): Pick<Order, 'type' | 'size'> {
  const units = 1 + Math.floor(chance() * 60);
  const size = { kind: 'base', quantity: quantityFromText((units * (isDear ? 0.0005 : 0.01)).toFixed(4)) } as const;
  const away = side === 'buy' ? -1 : 1;
  const at = (share: number) => priceFromText((last * (1 + share)).toFixed(2));
  const kind = chance();
  if (kind < 0.3) return { type: { kind: 'limit', price: at(away * chance() * 0.0005) }, size };
  if (kind < 0.5) return { type: { kind: 'limit', price: at(away * (0.01 + chance() * 0.05)) }, size };
  if (kind < 0.6) return { type: { kind: 'limit', price: at(-away * 0.002) }, size };
  if (kind < 0.75) return { type: { kind: 'stop', trigger: at(-away * (0.0002 + chance() * 0.001)) }, size };
  if (kind < 0.88 || side === 'sell') return { type: { kind: 'market' }, size };
  return { type: { kind: 'market' }, size: { kind: 'quote', amount: moneyFromText(String(20 + units * 10)) } };
}
