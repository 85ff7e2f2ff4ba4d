import type { BotConfig } from '../../../../src-main/model/bot.ts';
import type { Fill } from '../../../../src-main/model/fill.ts';
import { moneyFromText, priceFromText, quantityFromText } from '../../../../src-main/model/money.ts';
import type { Order } from '../../../../src-main/model/order.ts';

export const BOT: BotConfig = {
  id: 'bot-1',
  name: 'First',
  instrumentId: 'demo:BTC-USDT',
  interval: '5m',
  strategyId: 'sma-cross',
  params: { fast: 10, slow: 20, nested: { list: [1, 2.5, 'text', null] } },
  risk: { sizeFraction: 0.25, stopLossFraction: null, takeProfitFraction: 0.1, leverage: 1 },
};

export function orderOf(clientOrderId: string, changes: Partial<Order> = {}): Order {
  return {
    clientOrderId,
    accountId: 'paper',
    botId: 'bot-1',
    instrumentId: 'demo:BTC-USDT',
    side: 'buy',
    type: { kind: 'market' },
    size: { kind: 'quote', amount: moneyFromText('2500.12345678901234567891') },
    purpose: 'entry',
    tag: '',
    reduceOnly: false,
    closesOpposite: false,
    createdMs: 1_700_000_000_000,
    ...changes,
  };
}

export function fillOf(fillId: string, changes: Partial<Fill> = {}): Fill {
  return {
    fillId,
    clientOrderId: 'order-1',
    accountId: 'paper',
    botId: 'bot-1',
    instrumentId: 'demo:BTC-USDT',
    side: 'buy',
    price: priceFromText('64123.000000000001'),
    quantity: quantityFromText('0.03898765'),
    fee: moneyFromText('-2.49999999'),
    purpose: 'entry',
    tag: 'dip',
    liquidity: 'taker',
    timeMs: 1_700_000_000_123,
    ...changes,
  };
}
