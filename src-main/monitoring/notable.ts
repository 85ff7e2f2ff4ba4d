import type { NotificationKind } from '../base/notification-kinds.ts';
import type { Fact } from '../engine/facts.ts';
import { PAPER_ACCOUNT_ID } from '../model/account.ts';
import { symbolOf } from '../model/instrument.ts';
import { quantityToText } from '../model/money.ts';
import type { Order } from '../model/order.ts';

/** What happened, in a form that has a sentence in each language. */
export type NotableEvent =
  | 'halted'
  | 'unprotected'
  | 'shortage'
  | 'limitHit'
  | 'botFailed'
  | 'toDecide'
  | 'connectionLost'
  | 'connectionBack'
  | 'filled'
  | 'alertReached'
  | 'alertMissed';

/** Something that a trader must learn although no window is in front. */
export type Notable = {
  readonly kind: NotificationKind;
  readonly event: NotableEvent;
  /** Whom or what it is about: a bot, an exchange, a symbol; empty for everything. */
  readonly about: string;
  /** What may say an amount; left out where the person hides those. */
  readonly detail: string;
  readonly page: 'dashboard' | 'orders' | 'risk' | 'exchanges' | 'chart';
};

export type Names = { readonly botName: (botId: string) => string };

/** What a fact is worth to somebody who is not at the window; null for nearly all of them. */
export function notableOf(fact: Fact, names: Names): Notable | null {
  switch (fact.kind) {
    case 'halted':
      return { kind: 'halt', event: 'halted', about: '', detail: fact.reason, page: 'risk' };
    case 'riskMode':
      if (fact.mode.kind === 'normal') return null;
      return { kind: 'limit', event: 'limitHit', about: fact.group, detail: fact.cause, page: 'risk' };
    case 'alarm':
      return fact.isOver ? null : ofAlarm(fact.alarm, names);
    case 'bot':
      if (fact.state !== 'failed') return null;
      return { kind: 'bot', event: 'botFailed', about: fact.config.name, detail: fact.reason, page: 'dashboard' };
    case 'reconciliation':
      if (fact.findings.length === 0) return null;
      return { kind: 'account', event: 'toDecide', about: fact.accountId, detail: '', page: 'orders' };
    case 'order':
      return fact.state === 'filled' ? ofFilled(fact.order) : null;
    default:
      return null;
  }
}

function ofAlarm(alarm: Extract<Fact, { kind: 'alarm' }>['alarm'], { botName }: Names): Notable {
  const kind = alarm.code === 'unprotected' ? 'stop' : 'account';
  return { kind, event: alarm.code, about: botName(alarm.botId), detail: alarm.message, page: 'orders' };
}

/** Paper fills all day and costs nothing. */
function ofFilled({ accountId, instrumentId, side, size }: Order): Notable | null {
  if (accountId === PAPER_ACCOUNT_ID) return null;
  const amount = size.kind === 'base' ? ` ${quantityToText(size.quantity)}` : '';
  const about = `${symbolOf(instrumentId)} ${side === 'buy' ? '▲' : '▼'}`;
  return { kind: 'fill', event: 'filled', about, detail: amount.trim(), page: 'orders' };
}
