import { assertNever } from '../base/assert-never.ts';
import { isByHand } from '../model/manual-order.ts';
import type { Money } from '../model/money.ts';
import { moneyToText } from '../model/money.ts';
import type { VenueBooks } from './books.ts';
import { cancelEntries } from './close.ts';
import type { Difference } from './compare.ts';
import { cashDifferences, confirm, findingsOf, stockDifferences } from './compare.ts';
import type { BotLane, EngineContext } from './context.ts';
import { sweepDust } from './dust.ts';
import { protect } from './guard.ts';
import { onFill } from './pipeline.ts';
import type { VenueLook } from './ports/venue-look.ts';
import { endAlarm, raiseAlarm, tellBooks } from './reconciliation-facts.ts';
import { recordTransfer } from './transfers.ts';

/** The one path of start-up and recovery: nothing is entered before orders, fills and balances were held against the venue's. */
export function onVenueLook(engine: EngineContext, look: VenueLook): void {
  const books = engine.books.get(look.venue);
  if (books === undefined) return;
  switch (look.kind) {
    case 'lost':
      onLost(engine, books, look.reason);
      return;
    case 'orders':
      books.hasOrders = true;
      books.foreign = look.foreign;
      books.toldUpToMs = look.toldUpToMs;
      break;
    case 'balances':
      books.hasBalances = true;
      books.balances = look.balances;
      compareBalances(engine, books, look.readMs);
      break;
    default:
      assertNever(look, 'look');
  }
  settleFindings(engine, books);
  settleState(engine, books);
}

/** Differences that an earlier look saw are seen anew: between the two anything may have been missed. */
function onLost(engine: EngineContext, books: VenueBooks, reason: string): void {
  books.hasOrders = false;
  books.hasBalances = false;
  books.seen.clear();
  if (books.state.kind === 'waiting' && books.state.missing === reason) return;
  books.state = { kind: 'waiting', missing: reason, sinceMs: engine.ports.clock.nowMs() };
  tellBooks(engine, books.venue);
}

/** What differences of an asset that is no cash are remembered under. */
const STOCK = 'stock:';

function compareBalances(engine: EngineContext, books: VenueBooks, readMs: number): void {
  const stock = stockDifferences(engine, books);
  const isQuiet = whyNotQuiet(engine, books) === null;
  // Until its orders were looked at, one that works by our books may have filled long ago.
  const terms = { readMs, isQuiet: isQuiet && books.hasOrders };
  compareStock(books, stock, terms);
  // What was sold elsewhere came in as cash: until a person has written the position down it is no deposit.
  const isShort = [...stock.values()].some((amount) => amount < 0n);
  for (const [lane, amount] of cashDifferences(engine, books)) {
    const isNew = lane.portfolio.isUntouched();
    const key = `cash:${lane.account.id}`;
    if (isNew ? !isQuiet : !confirm(books, { key, amount, ...terms }) || isShort) continue;
    books.seen.delete(key);
    if (amount !== 0n) recordTransfer(engine, lane, amount as Money, reasonOf(isNew, amount));
    lane.portfolio.touch();
  }
}

function compareStock(
  books: VenueBooks,
  stock: ReadonlyMap<string, bigint>,
  terms: Pick<Difference, 'readMs' | 'isQuiet'>,
): void {
  const { seen, found, doubted } = books;
  // What the look before saw and this one does not is over: nobody waits for a second look at it.
  for (const of of [...seen.keys()]) {
    if (of.startsWith(STOCK) && !stock.has(of.slice(STOCK.length))) seen.delete(of);
  }
  for (const [asset, amount] of stock) {
    if (confirm(books, { key: `${STOCK}${asset}`, amount, ...terms })) found.set(asset, amount);
  }
  for (const [asset, amount] of [...found]) {
    if (!stock.has(asset)) found.delete(asset);
    if (stock.get(asset) === amount || !stock.has(asset)) doubted.delete(asset);
    else doubted.add(asset);
  }
}

function reasonOf(isNew: boolean, amount: bigint): string {
  if (isNew) return 'what the account began with';
  return amount > 0n ? 'money came in that no fill explains' : 'money left that no fill explains';
}

/** An order of which nobody knows at this moment what it has done; null when there is none. */
function whyNotQuiet(engine: EngineContext, books: VenueBooks): string | null {
  for (const { order, state } of engine.execution.openOrders()) {
    if (engine.accounts.get(order.accountId)?.books !== books) continue;
    const isUnderWay = state !== 'working' || order.type.kind === 'market';
    if (isUnderWay) return `the fate of order ${order.clientOrderId}`;
  }
  return null;
}

function settleFindings(engine: EngineContext, books: VenueBooks): void {
  const before = textOf(books.findings);
  books.findings = findingsOf(engine, books);
  for (const finding of books.findings) {
    if (finding.kind !== 'shortage') continue;
    const { key, botId, instrumentId } = finding;
    const message = `${books.venue} holds less of ${instrumentId} than bot ${botId} does: somebody sold it elsewhere`;
    raiseAlarm(engine, { key, code: 'shortage', botId, message, sinceMs: engine.ports.clock.nowMs() });
  }
  for (const key of [...engine.alarms.keys()]) {
    const isOver = key.startsWith(`shortage:${books.venue}:`) && !books.findings.some((finding) => finding.key === key);
    if (isOver) endAlarm(engine, key);
  }
  if (textOf(books.findings) !== before) tellBooks(engine, books.venue);
}

/** After a decision of a person. */
export function reviewFindings(engine: EngineContext, books: VenueBooks): void {
  settleFindings(engine, books);
}

function settleState(engine: EngineContext, books: VenueBooks): void {
  const missing = whatIsMissing(engine, books);
  const { state } = books;
  const nowMs = engine.ports.clock.nowMs();
  if (missing === null) {
    if (state.kind === 'green') return;
    books.state = { kind: 'green', sinceMs: nowMs };
    tellBooks(engine, books.venue);
    onGreen(engine, books);
  } else if (state.kind === 'waiting' && state.missing !== missing) {
    books.state = { ...state, missing };
    tellBooks(engine, books.venue);
  }
}

/** Green stays green until the next break: a difference found later stops what it is about alone. */
function whatIsMissing(engine: EngineContext, books: VenueBooks): string | null {
  if (books.state.kind === 'green') return null;
  if (!books.hasOrders) return 'its open orders';
  if (!books.hasBalances) return 'its balances';
  const fate = whyNotQuiet(engine, books);
  if (fate !== null) return fate;
  for (const [of, { amount, looks }] of books.seen) {
    if (looks < 2) return `a second look at a difference of ${moneyToText(amount as Money)} (${of})`;
  }
  return null;
}

/** What was left undone while nothing could be sent: a halt is carried out, entries nobody waits for go, positions are protected. */
function onGreen(engine: EngineContext, books: VenueBooks): void {
  const isFirst = !books.wasGreen;
  books.wasGreen = true;
  for (const lane of engine.lanes.values()) {
    if (lane.account.books !== books) continue;
    if (engine.halt !== null) cancelAll(engine, lane);
    else {
      if (isFirst && lane.state !== 'running' && !isByHand(lane.config)) cancelEntries(engine, lane);
      if (lane.holding.position.quantity !== 0n) protect(engine, lane);
      sweepDust(engine, lane, (dust) => onFill(engine, dust, true));
    }
  }
}

function cancelAll(engine: EngineContext, lane: BotLane): void {
  for (const { order } of engine.execution.openOrdersOf(lane.config.id)) engine.execution.cancel(order.clientOrderId);
}

const textOf = (findings: VenueBooks['findings']): string =>
  JSON.stringify(findings, (_key, value) => (typeof value === 'bigint' ? value.toString() : value));
