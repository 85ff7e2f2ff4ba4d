import type { LogArea, LogLevel } from '../base/log-kinds.ts';
import type { Fact, FactListener } from '../engine/facts.ts';
import type { Log } from '../engine/ports/log.ts';
import { moneyToText, priceToText, quantityToText } from '../model/money.ts';
import type { Order } from '../model/order.ts';

export type FactLine = {
  readonly level: LogLevel;
  readonly area: LogArea;
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
};

type Told<Kind extends Fact['kind']> = Extract<Fact, { kind: Kind }>;
type Lines = { readonly [Kind in Fact['kind']]: (fact: Told<Kind>) => FactLine | null };

const line = (
  level: LogLevel,
  area: LogArea,
  message: string,
  fields: Readonly<Record<string, unknown>> = {},
): FactLine => ({ level, area, message, fields });

/** What comes with every price or bar, and what another fact says as well. */
const notWorthALine = (): null => null;

const LINES: Lines = {
  decision: notWorthALine,
  candle: notWorthALine,
  price: notWorthALine,
  configured: () => line('debug', 'engine', 'settings are in force as they were changed'),
  bot: ({ config, state, reason }) =>
    line(state === 'failed' ? 'error' : 'info', 'bots', `bot ${state}: ${config.name}`, {
      botId: config.id,
      ...(reason === '' ? {} : { reason }),
    }),
  botRemoved: ({ botId }) => line('info', 'bots', 'bot removed', { botId }),
  order: ({ order, state, reason }) =>
    // On its way: what came of it is the next line, and each step is in its story.
    state === 'intent' || state === 'sent'
      ? null
      : line(state === 'refused' || state === 'unknown' ? 'warn' : 'info', 'orders', `order ${state}`, {
          ...orderFields(order),
          ...(reason === '' ? {} : { reason }),
        }),
  execution: ({ report: { parentId, botId, style, filled, endedMs, reason } }) =>
    line('info', 'orders', endedMs === null ? 'execution began' : 'execution ended', {
      ...{ botId, parentId, style, filled: quantityToText(filled) },
      ...(reason === '' ? {} : { reason }),
    }),
  fill: ({ fill }) =>
    line('info', 'orders', `filled: ${fill.side} ${fill.instrumentId}`, {
      ...{ botId: fill.botId, accountId: fill.accountId, clientOrderId: fill.clientOrderId, fillId: fill.fillId },
      ...{ price: priceToText(fill.price), quantity: quantityToText(fill.quantity), fee: moneyToText(fill.fee) },
      ...{ purpose: fill.purpose, liquidity: fill.liquidity },
    }),
  tradeClosed: ({ trade }) =>
    line('info', 'orders', `trade closed: ${trade.side} ${trade.instrumentId}`, {
      ...{ botId: trade.botId, profit: moneyToText(trade.profit), exitReason: trade.exitReason },
      ...{ entryPrice: priceToText(trade.entryPrice), exitPrice: priceToText(trade.exitPrice) },
    }),
  regime: ({ botId, regime }) => line('debug', 'bots', `regime: ${regime}`, { botId }),
  refused: ({ botId, rule, limit, actual }) =>
    line('warn', 'risk', `order refused by ${rule}`, { botId, rule, limit, actual }),
  riskMode: ({ group, mode, cause }) =>
    line(mode.kind === 'normal' ? 'info' : 'warn', 'risk', `${group} accounts: ${mode.kind}`, { cause }),
  commandRefused: ({ command, reason }) => line('warn', 'engine', `command refused: ${command}`, { reason }),
  halted: ({ reason }) => line('error', 'risk', 'trading halted', { reason }),
  released: ({ reason }) => line('info', 'risk', 'the halt was released', { reason }),
  account: ({ account, isOpen }) =>
    line('info', 'accounts', `account ${isOpen ? 'opened' : 'closed'}: ${account.name}`, { accountId: account.id }),
  transfer: ({ transfer }) =>
    line('info', 'accounts', 'transfer', { accountId: transfer.accountId, amount: moneyToText(transfer.amount) }),
  reconciliation: ({ accountId, state, findings }) =>
    line(findings.length > 0 ? 'warn' : 'info', 'accounts', `account is ${state.kind}`, {
      accountId,
      findings: findings.map(({ kind, key }) => `${kind} ${key}`),
    }),
  // The engine logs an alarm itself when it is raised.
  alarm: ({ alarm, isOver }) =>
    isOver ? line('info', 'risk', `over: ${alarm.message}`, { botId: alarm.botId, alarm: alarm.code }) : null,
};

/** The line that a fact is worth; null for what comes too often to be read. */
export function lineOfFact<Kind extends Fact['kind']>(fact: Told<Kind>): FactLine | null {
  const make = LINES[fact.kind] as (fact: Told<Kind>) => FactLine | null;
  return make(fact);
}

function orderFields({ clientOrderId, accountId, botId, instrumentId, side, type, purpose }: Order) {
  return { botId, accountId, clientOrderId, instrumentId, side, type: type.kind, purpose };
}

/** The same line about the same thing is not written again within this. */
const REPEAT_MS = 60_000;
/** Things remembered for that. */
const MOST_REMEMBERED = 500;
/** Facts that a strategy at odds with a limit makes at every bar. */
const REPEATING: ReadonlySet<Fact['kind']> = new Set(['refused', 'reconciliation', 'commandRefused']);

/** Writes what the engine says into the log, so that what happened is read in one place. */
export function logFacts(log: Log): FactListener {
  const writtenMs = new Map<string, number>();
  const isRepeated = (key: string, timeMs: number): boolean => {
    const before = writtenMs.get(key);
    if (before !== undefined && timeMs - before < REPEAT_MS) return true;
    if (writtenMs.size >= MOST_REMEMBERED) writtenMs.clear();
    writtenMs.set(key, timeMs);
    return false;
  };
  return ({ fact }) => {
    const told = lineOfFact(fact);
    if (told === null) return;
    const { level, area, message, fields } = told;
    const repeatKey = `${area} ${message} ${String(fields.botId)} ${JSON.stringify(fields.findings ?? fields.rule)}`;
    if (REPEATING.has(fact.kind) && 'timeMs' in fact && isRepeated(repeatKey, fact.timeMs)) return;
    log[level](message, { area, ...fields });
  };
}
