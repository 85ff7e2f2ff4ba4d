import type { Bracket } from '../model/bracket.ts';
import { isByHand } from '../model/manual-order.ts';
import type { Money } from '../model/money.ts';
import { priceToNumber, ZERO_MONEY } from '../model/money.ts';
import type { Order } from '../model/order.ts';
import { isOpenOrder } from '../model/order.ts';
import { addAccount } from './accounts.ts';
import { createLane, move } from './bots.ts';
import type { BotLane, EngineContext } from './context.ts';
import { restoreGovernors } from './govern.ts';
import { watchAgain } from './locked-exits.ts';
import { feeElsewhere } from './portfolio/fee-elsewhere.ts';
import type { JournalState } from './ports/journal.ts';
import type { EnterIntent } from './strategies/intent.ts';

/**
 * Start-up and crash recovery are this one path: bots as they were set up, positions and cash from every fill ever
 * recorded, orders that may still be alive. A bot that ran when the app died comes back interrupted, its position kept.
 */
export function restore(engine: EngineContext): void {
  const remembered = engine.ports.journal.load();
  restoreAccounts(engine, remembered);
  for (const { config, state } of remembered.bots) {
    const lane = createLane(engine, config);
    if (typeof lane === 'string') {
      engine.ports.log.error('a bot could not be restored', { botId: config.id, reason: lane });
      continue;
    }
    lane.state = state;
  }
  for (const fill of remembered.fills) {
    const market = engine.markets.get(fill.instrumentId);
    if (market === undefined) {
      engine.ports.log.error('a fill names an unknown instrument', {
        fillId: fill.fillId,
        instrument: fill.instrumentId,
      });
      continue;
    }
    const account = engine.accounts.get(fill.accountId);
    if (account === undefined) {
      engine.ports.log.error('a fill names an unknown account', { fillId: fill.fillId, account: fill.accountId });
      continue;
    }
    account.portfolio.apply(account.portfolio.holding(fill.botId, fill.instrumentId, market.mark), fill);
    const elsewhere = account.books === null ? ZERO_MONEY : feeElsewhere(fill, market.instrument);
    account.feesElsewhere = (account.feesElsewhere + elsewhere) as Money;
  }
  const openOrders = remembered.openOrders.filter(({ state }) => isOpenOrder(state));
  engine.execution.restore(openOrders, remembered.fills);
  for (const lane of engine.lanes.values()) {
    restoreGuard(lane, remembered);
    // No history comes for it that would look after what the process died over; at an exchange reconciling does.
    if (isByHand(lane.config) && lane.account.books === null) lane.lacksProtection = true;
    watchAgain(engine, lane);
  }
  restoreGovernors(engine, remembered);
  for (const { order } of openOrders) if (order.parentId !== undefined) engine.lostParts.push(order.clientOrderId);
  engine.halt = remembered.halt;
  for (const account of engine.accounts.values()) account.day = remembered.days.get(account.account.id) ?? null;
  for (const lane of engine.lanes.values()) if (lane.state === 'running') move(engine, lane, 'interrupt');
}

/** Those that were opened by a person, what came and went, and what nobody wants to be asked about. */
function restoreAccounts(engine: EngineContext, { accounts, transfers, ignored }: JournalState): void {
  for (const { account, isOpen } of accounts) {
    if (!engine.accounts.has(account.id)) addAccount(engine, account).isOpen = isOpen;
  }
  for (const { accountId, amount } of transfers) engine.accounts.get(accountId)?.portfolio.transfer(amount);
  for (const { venue, key, amount } of ignored) engine.books.get(venue)?.ignored.set(key, amount);
}

/** What ends the kept position: the bracket its newest entries brought, the trailing stop where it rested. */
function restoreGuard(lane: BotLane, { brackets, openOrders }: JournalState): void {
  for (const { clientOrderId } of lane.holding.position.lots) {
    lane.bracket = brackets.get(clientOrderId) ?? lane.bracket;
  }
  for (const { order } of openOrders) {
    if (order.botId !== lane.config.id) continue;
    const bracket = brackets.get(order.parentId ?? order.clientOrderId);
    if (order.purpose === 'entry') lane.entries.set(order.clientOrderId, intentOf(order, bracket));
    if (order.purpose === 'trailing' && (order.type.kind === 'stop' || order.type.kind === 'bracket')) {
      lane.trailingPrice = priceToNumber(order.type.trigger);
    }
  }
}

/** What is known of an entry that still rests. */
function intentOf({ side, tag }: Order, bracket: Bracket | undefined): EnterIntent {
  const intent = { kind: 'enter', side: side === 'buy' ? 'long' : 'short', tag } as const;
  return bracket === undefined ? intent : { ...intent, bracket };
}
