import { isOpenOrder } from '../../../src-main/model/order.ts';
import type { ChannelInput, ChannelName, ChannelOutput } from '../../../src-preload/contract/channels.ts';
import type { ManualOrderView } from '../../../src-preload/contract/ticket-views.ts';
import type { BotConfigView } from '../../../src-preload/contract/views.ts';
import { callChannel } from '../pages/bellwether-page.ts';
import type { LaunchedApp } from '../pages/launch-app.ts';

export const LIVE_ACCOUNT = 'binance-USDT';
export const LIVE_SYMBOLS = ['BTC-USDT', 'ETH-USDT', 'BNB-USDT', 'ADA-USDT'];

const RISK = { sizeFraction: 0.05, stopLossFraction: null, takeProfitFraction: null, leverage: 1 } as const;

/**
 * On each symbol one that rests five limits, and one that buys a little at every bar, in slices two seconds apart, each with a
 * stop over all that it holds.
 */
export const LIVE_BOTS: readonly BotConfigView[] = LIVE_SYMBOLS.flatMap((symbol) => {
  const where = { accountId: LIVE_ACCOUNT, instrumentId: `binance:${symbol}`, interval: '1m' } as const;
  const grid = { reference: 0, levels: 5, step: 0.01, spacing: 'geometric', stopBelow: 0 };
  const once = { trigger: 'interval', dip: 0.03, everyBars: 1, maxEntries: 100 };
  const often = { ...once, multiplier: 1, takeProfit: 0, stopLoss: 0 };
  const execution = { kind: 'twap', durationMs: 10_000, slices: 5, maxSlippageBps: null } as const;
  const risk = { ...RISK, stopLossFraction: 0.1 };
  return [
    { ...where, id: `grid-${symbol}`, name: `Grid ${symbol}`, strategyId: 'grid', params: grid, risk: RISK },
    { ...where, id: `often-${symbol}`, name: `Often ${symbol}`, strategyId: 'dca', params: often, risk, execution },
  ];
});

/** What a channel answered; a refusal fails the test. */
export async function call<Name extends ChannelName>(
  { page }: LaunchedApp,
  name: Name,
  input: ChannelInput<Name>,
): Promise<ChannelOutput<Name>> {
  const answer = await callChannel(page, name, input);
  if (!answer.ok) throw new Error(`${name} was refused: ${answer.error.code} ${answer.error.message}`);
  return answer.value;
}

/** Those that were interrupted go on. */
export async function startBots(launched: LaunchedApp): Promise<void> {
  const { halt } = await call(launched, 'app.snapshot', {});
  if (halt !== null) throw new Error(`trading is halted though nothing was lost: ${halt.reason}`);
  for (const { id } of LIVE_BOTS) await call(launched, 'bots.start', { botId: id });
}

/** An exchange is sent no more than 25 orders in ten seconds: bots are to have their share of them. */
const HANDS_EVERY_MS = 1_000;
/** A good third below where the exchange of the tests begins. */
const STOPS: Readonly<Record<string, string>> = {
  'BTC-USDT': '38000',
  'ETH-USDT': '2000',
  'BNB-USDT': '400',
  'ADA-USDT': '0.3',
};

/** From now on the page orders by hand until it is gone: at market, with a stop loss over all that is held by hand. */
export async function orderByHand({ page }: LaunchedApp): Promise<void> {
  await page.evaluate(
    ([wanted, everyMs]) => {
      const { bellwether } = window as unknown as { bellwether: Record<string, (input: unknown) => Promise<unknown>> };
      let turn = 0;
      setInterval(() => void bellwether['ticket.place']?.(wanted[turn++ % wanted.length]), everyMs);
    },
    [LIVE_SYMBOLS.map(marketOrder), HANDS_EVERY_MS] as const,
  );
}

function marketOrder(symbol: string): ManualOrderView {
  const terms = { type: { kind: 'market' }, size: { kind: 'amount', amount: '40' }, target: null } as const;
  const where = { accountId: LIVE_ACCOUNT, instrumentId: `binance:${symbol}` };
  return { ...where, ...terms, side: 'buy', stopLoss: STOPS[symbol] ?? null };
}

/** So many orders a minute as here no person means to send: that limit is not what is tested. */
export async function allowManyOrders(launched: LaunchedApp): Promise<void> {
  const { settings } = await call(launched, 'app.snapshot', {});
  await call(launched, 'settings.change', { governor: { ...settings.governor, ordersPerMinute: null } });
}

/** Open orders, as `state purpose`, so that a failure says which. */
export async function openOrders(launched: LaunchedApp): Promise<readonly string[]> {
  const { orders } = await call(launched, 'app.snapshot', {});
  return orders.filter(({ state }) => isOpenOrder(state)).map(({ state, purpose }) => `${state} ${purpose}`);
}
