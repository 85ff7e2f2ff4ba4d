import type { BotConfig } from '../../src-main/model/bot.ts';
import { priceToText, quantityToText } from '../../src-main/model/money.ts';
import type { Order } from '../../src-main/model/order.ts';
import { priceOf } from '../../src-main/model/order.ts';
import type { SessionOptions } from './engine-session.ts';
import { EngineSession, scriptedBot } from './engine-session.ts';

/** An engine with one running bot of a shipped strategy, on minutes, without a past. */
export function strategySession(
  strategyId: string,
  params: BotConfig['params'] = {},
  options: SessionOptions = {},
): EngineSession {
  const session = new EngineSession(options);
  const config = scriptedBot('', { strategyId, params });
  const refusal =
    session.command({ kind: 'addBot', config }) ?? session.command({ kind: 'startBot', botId: config.id });
  if (refusal !== null) throw new Error(refusal);
  session.startHistory(config.id);
  return session;
}

/** Open orders as `tag-or-purpose side quantity @ price`; the quantity is left out where it is an amount until the fill. */
export function restingOrders(session: EngineSession): string[] {
  return session.engine.snapshot().openOrders.map(({ order }) => orderText(order));
}

function orderText({ tag, purpose, side, size, type }: Order): string {
  const price = priceOf(type);
  const parts = [tag === '' ? purpose : tag, side, ...(size.kind === 'base' ? [quantityToText(size.quantity)] : [])];
  return `${parts.join(' ')} @ ${price === null ? 'market' : priceToText(price)}`;
}

/** Fills as `tag side quantity @ price`. */
export function taggedFills(session: EngineSession): string[] {
  return session
    .of('fill')
    .map(({ fill: { tag, purpose, side, quantity, price } }) =>
      [tag === '' ? purpose : tag, side, quantityToText(quantity), '@', priceToText(price)].join(' '),
    );
}
