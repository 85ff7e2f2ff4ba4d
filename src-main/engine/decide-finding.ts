import { brokenFilter } from '../model/check-order.ts';
import type { Money } from '../model/money.ts';
import { notionalOf, ZERO_MONEY } from '../model/money.ts';
import type { Order } from '../model/order.ts';
import { bookedFill, latestPrice } from './booked-fill.ts';
import type { VenueBooks } from './books.ts';
import { close } from './close.ts';
import type { BotLane, EngineContext } from './context.ts';
import { instrumentOf } from './context.ts';
import { tradable } from './dust.ts';
import type { EngineCommand } from './events.ts';
import { exitOrder } from './execution/orders.ts';
import { governorOf } from './govern.ts';
import { protect } from './guard.ts';
import { onFill } from './pipeline.ts';
import type { Finding } from './ports/venue-look.ts';
import { reviewFindings } from './reconcile.ts';
import { tellBooks } from './reconciliation-facts.ts';
import { originOf } from './send.ts';
import { recordTransfer } from './transfers.ts';

type FindingDecision = Extract<EngineCommand, { kind: 'decideFinding' }>;

/** What a person decided about something found at an exchange. Returns why not, or null when it was done. */
export function decideFinding(engine: EngineContext, decision: FindingDecision): string | null {
  const { accountId, key, choice, botId } = decision;
  const books = engine.accounts.get(accountId)?.books ?? null;
  if (books === null) return `account is "${accountId}", expected a live one`;
  const finding = books.findings.find((each) => each.key === key);
  if (finding === undefined) return `nothing is found under "${key}" any more`;
  const asset = assetOf(engine, finding);
  if (asset !== undefined && books.doubted.has(asset)) return `${asset} ${DOUBTED}`;
  if (finding.kind === 'shortage') return choice === 'adopt' ? writeDown(engine, books, finding) : WRITE_DOWN;
  if (choice === 'ignore') return ignore(engine, books, finding);
  if (finding.kind === 'order' && choice === 'close') return closeOrder(engine, accountId, finding);
  if (choice === 'close' && botId === undefined) return closeWithoutBot(engine, books, { accountId, finding });
  const lane = botId === undefined ? undefined : engine.lanes.get(botId);
  if (lane === undefined) return `bot is "${botId ?? ''}", expected one that takes it over`;
  const misfit = whyNotTakenOver(lane, accountId, finding);
  if (misfit !== null) return misfit;
  if (finding.kind === 'order') return adoptOrder(engine, books, { lane, finding });
  return choice === 'close'
    ? closeBalance(engine, books, { lane, finding })
    : adoptBalance(engine, books, { lane, finding, thenClose: false });
}

const DOUBTED = 'traded or moved since it was found: wait for the next look at the balances';
const WRITE_DOWN = 'what is missing can only be written down';

/** Of what is held; none of an order. */
function assetOf(engine: EngineContext, finding: Finding): string | undefined {
  if (finding.kind === 'balance') return finding.asset;
  const lane = finding.kind === 'shortage' ? engine.lanes.get(finding.botId) : undefined;
  return lane === undefined ? undefined : instrumentOf(lane).baseAsset;
}

type Found<Kind extends Finding['kind']> = Extract<Finding, { kind: Kind }>;

function whyNotTakenOver(lane: BotLane, accountId: string, { instrumentId, kind }: Finding): string | null {
  const { id, instrumentId: own } = lane.config;
  if (lane.account.account.id !== accountId)
    return `bot ${id} trades with another account, expected one of ${accountId}`;
  const { baseAsset, venue } = instrumentOf(lane);
  const fits = kind === 'balance' ? instrumentId.startsWith(`${venue}:${baseAsset}-`) : instrumentId === own;
  return fits ? null : `bot ${id} is on ${own}, expected one on ${instrumentId ?? 'a known instrument'}`;
}

/** Latched on disk: the same order, or as much of the asset, is not asked about again. */
function ignore(engine: EngineContext, books: VenueBooks, finding: Found<'order' | 'balance'>): null {
  const before = books.ignored.get(finding.key) ?? ZERO_MONEY;
  const more = finding.kind === 'balance' ? finding.quantity * 10n ** 12n : 0n;
  const amount = (before + more) as Money;
  engine.ports.journal.recordIgnored({ venue: books.venue, key: finding.key, amount }, engine.ports.clock.nowMs());
  books.ignored.set(finding.key, amount);
  reviewFindings(engine, books);
  return null;
}

/** It stays in the list until the exchange does not list it any more. */
function closeOrder(engine: EngineContext, accountId: string, { order }: Found<'order'>): string | null {
  if (order.instrumentId === null)
    return `order ${order.venueOrderId} is of an unknown instrument, cancel it at the exchange`;
  engine.ports.venue.cancelForeign?.(accountId, order);
  return null;
}

function adoptOrder(
  engine: EngineContext,
  books: VenueBooks,
  { lane, finding }: { readonly lane: BotLane; readonly finding: Found<'order'> },
): string | null {
  const order = adoptedOrder(engine, lane, finding);
  if (typeof order === 'string') return order;
  try {
    engine.execution.adopt(order, finding.order.venueOrderId);
  } catch (error) {
    return `order ${order.clientOrderId} cannot be taken over: ${error instanceof Error ? error.message : String(error)}`;
  }
  if (!order.reduceOnly) countEntry(engine, lane, order);
  books.foreign = books.foreign.filter((other) => other !== finding.order);
  reviewFindings(engine, books);
  return null;
}

/** From now on it is an entry like any other: limits count it, and its fill opens what it asked for. */
function countEntry(engine: EngineContext, lane: BotLane, order: Order): void {
  lane.entries.set(order.clientOrderId, { kind: 'enter', side: 'long', tag: order.tag });
  const notional = engine.execution.find(order.clientOrderId)?.notional ?? ZERO_MONEY;
  governorOf(engine, lane)?.takeBack(order, lane.holding, notional);
}

/** Only what a bot could have sent itself: a limit with a size, and sold only what is held. */
function adoptedOrder(engine: EngineContext, lane: BotLane, { order: found }: Found<'order'>): Order | string {
  const { terms, clientOrderId, venueOrderId } = found;
  if (
    terms === null ||
    terms.type !== 'limit' ||
    terms.price === null ||
    terms.quantity === null ||
    clientOrderId === ''
  ) {
    return `order ${venueOrderId} is no limit order with a quantity and a client id, cancel or ignore it`;
  }
  const reduces = terms.side === 'sell';
  if (reduces && lane.holding.position.quantity < terms.quantity) {
    return `order ${venueOrderId} sells more than bot ${lane.config.id} holds, adopt what it sells first`;
  }
  return {
    clientOrderId,
    accountId: lane.account.account.id,
    botId: lane.config.id,
    instrumentId: lane.config.instrumentId,
    side: terms.side,
    type: { kind: 'limit', price: terms.price },
    size: { kind: 'base', quantity: terms.quantity },
    purpose: reduces ? 'signal' : 'entry',
    tag: 'adopted',
    reduceOnly: reduces,
    closesOpposite: false,
    createdMs: engine.ports.clock.nowMs(),
  };
}

type LaneAndBalance = { readonly lane: BotLane; readonly finding: Found<'balance'> };

/** The order that sells it needs a bot's books to go through: one that has nothing of its own in them, at rest if there is one. */
function closeWithoutBot(
  engine: EngineContext,
  books: VenueBooks,
  { accountId, finding }: { readonly accountId: string; readonly finding: Found<'order' | 'balance'> },
): string | null {
  if (finding.kind === 'order') return closeOrder(engine, accountId, finding);
  const fitting = [...engine.lanes.values()].filter((lane) => whyNotTakenOver(lane, accountId, finding) === null);
  const free = fitting.filter((lane) => isFree(engine, lane));
  const lane = free.find(({ state }) => state !== 'running') ?? free[0];
  if (lane !== undefined) return closeBalance(engine, books, { lane, finding });
  return `every bot on ${finding.asset} holds or has ordered something of its own: let one take it over, or sell it at the exchange`;
}

/** Sold whole, and with it nothing that a bot bought. What the exchange would not take is not taken over first. */
function closeBalance(engine: EngineContext, books: VenueBooks, { lane, finding }: LaneAndBalance): string | null {
  const { id, instrumentId } = lane.config;
  if (!isFree(engine, lane)) {
    return `bot ${id} holds or has ordered something of its own, expected one that does not: it would be sold with it`;
  }
  const price = latestPrice(lane);
  if (price === null) return `${instrumentId} has no price yet, wait for one`;
  const { quantity } = finding;
  const terms = { type: { kind: 'market' }, purpose: 'flatten', tag: '', quantity: tradable(lane, quantity) } as const;
  const order = exitOrder(originOf(engine, lane), { ...lane.holding.position, quantity }, terms);
  const broken = brokenFilter(order, instrumentOf(lane), price);
  if (broken !== null)
    return `it cannot be sold on ${instrumentId}: ${broken.name} is ${broken.limit}, it is ${broken.actual}`;
  return adoptBalance(engine, books, { lane, finding, thenClose: true });
}

function isFree(engine: EngineContext, { config, holding, plan }: BotLane): boolean {
  return holding.position.quantity === 0n && plan === null && engine.execution.openOrdersOf(config.id).length === 0;
}

/** At the latest price, and without a change of the account's cash: what it cost once is nobody's business here. */
function adoptBalance(
  engine: EngineContext,
  books: VenueBooks,
  { lane, finding, thenClose }: LaneAndBalance & { readonly thenClose: boolean },
): string | null {
  const price = latestPrice(lane);
  if (price === null) return `${lane.config.instrumentId} has no price yet, wait for one`;
  const { quantity } = finding;
  recordTransfer(
    engine,
    lane.account,
    notionalOf(price, quantity),
    `${finding.asset} taken over by bot ${lane.config.id}`,
  );
  // What is sold at once is given no exits that would have to make way for it.
  if (thenClose) lane.closing = { purpose: 'flatten', tag: '' };
  onFill(engine, bookedFill(engine, lane, { side: 'buy', price, quantity, tag: 'adopted' }), true);
  if (thenClose) lane.closing = null;
  reviewFindings(engine, books);
  tellBooks(engine, books.venue);
  if (thenClose) close(engine, lane, 'flatten');
  else protect(engine, lane);
  return null;
}

/** The position becomes what is there, at the latest price; what it really brought comes as a transfer. */
function writeDown(engine: EngineContext, books: VenueBooks, { botId, quantity }: Found<'shortage'>): string | null {
  const lane = engine.lanes.get(botId);
  const price = lane === undefined ? null : latestPrice(lane);
  if (lane === undefined || price === null) return `bot ${botId} has no price yet, wait for one`;
  onFill(engine, bookedFill(engine, lane, { side: 'sell', price, quantity, tag: 'written down' }), true);
  reviewFindings(engine, books);
  return null;
}
