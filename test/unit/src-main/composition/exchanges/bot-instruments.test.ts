import { expect, it } from 'vitest';
import { instrumentsOf } from '../../../../../src-main/composition/exchanges/bot-instruments.ts';
import type { BotConfig } from '../../../../../src-main/model/bot.ts';
import { WHOLE } from '../../../../fakes/engine-session.ts';

const bot = (strategyId: string, params: object): BotConfig => ({
  id: 'bot',
  name: 'Bot',
  instrumentId: 'binance:BTC-USDT',
  interval: '1h',
  strategyId,
  params: params as BotConfig['params'],
  risk: WHOLE,
});

it('a bot needs its instrument and the one its strategy holds it against, whatever else is left out of its params', () => {
  expect([...instrumentsOf(bot('pairs-spread', { other: 'ETH-USDT' }))]).toContain('binance:ETH-USDT');
  expect(new Set(instrumentsOf(bot('pairs-spread', { other: 'ETH-USDT' }))).size).toBe(2);
  expect([...instrumentsOf(bot('pairs-spread', { other: 7 }))]).toEqual(['binance:BTC-USDT']);
  expect([...instrumentsOf(bot('sma-cross', {}))]).toEqual(['binance:BTC-USDT']);
  expect([...instrumentsOf(bot('own:gone', {}))]).toEqual(['binance:BTC-USDT']);
});
