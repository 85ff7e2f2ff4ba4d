import { describe, expect, it } from 'vitest';
import type { VenueReport } from '../../../../../src-main/engine/ports/venue.ts';
import { createSeededRandom } from '../../../../../src-main/engine/random/seeded-random.ts';
import type { Order, OrderEvent, OrderState } from '../../../../../src-main/model/order.ts';
import { isOpenOrder, nextOrderState } from '../../../../../src-main/model/order.ts';
import type { LiveDesk } from '../../../../fakes/scripted-exchange-desk.ts';
import { anOrder, createLiveDesk, quoteOrder } from '../../../../fakes/scripted-exchange-desk.ts';
import type { PlaceFault } from '../../../../fakes/scripted-exchange-orders.ts';

const STORM_S = 240;
const CALM_S = 240;
const ORDERS = 12;

type Random = { next(): number; under(limit: number): number; pick<T>(list: readonly [T, ...T[]]): T };

function randomOf(seed: number): Random {
  const random = createSeededRandom(`orders-${seed}`);
  const under = (limit: number): number => Math.floor(random.next() * limit);
  return { next: () => random.next(), under, pick: (list) => list[under(list.length)] ?? list[0] };
}

function aFault({ next, under, pick }: Random): PlaceFault | undefined {
  if (next() < 0.4) return undefined;
  return pick<PlaceFault>([
    { kind: 'lostReply' },
    { kind: 'neverArrives' },
    { kind: 'arrivesLate' },
    { kind: 'notPlaced', retryAfterMs: under(6_000) },
    { kind: 'refused', reason: 'insufficient balance' },
    { kind: 'duplicate' },
  ]);
}

/** Everything that can go wrong on the way, all at once. */
function scriptFaults({ exchange }: LiveDesk, random: Random, isCalm: () => boolean): void {
  const { next, under, pick } = random;
  exchange.resend = pick(['never', 'sameBody'] as const);
  exchange.style = pick(['orderFirst', 'fillFirst', 'cumulative'] as const);
  exchange.blindForMs = under(12_000);
  exchange.placeDelayMs = () => under(4_000);
  exchange.restDelayMs = () => (isCalm() ? under(200) : under(3_000));
  exchange.isRestDown = () => !isCalm() && next() < 0.35;
  exchange.cancelFault = () => (isCalm() ? null : pick(['lostReply', 'neverArrives', null, null] as const));
  exchange.streamDelaysMs = () => {
    if (isCalm()) return [under(500)];
    const tellings = next() < 0.3 ? 0 : next() < 0.7 ? 1 : 2;
    return Array.from({ length: tellings }, () => (next() < 0.3 ? 0 : under(20_000)));
  };
}

/** Written down as it leaves: by that its age is known after a restart (SPEC 4.7). */
function anyOrder(index: number, createdMs: number, { next, pick }: Random): ReturnType<typeof anOrder> {
  const instrumentId = pick(['scripted:BTC-USDT', 'scripted:ETH-USDT'] as const);
  const more = { instrumentId, reduceOnly: true, createdMs };
  const id = `o${index}`;
  return next() < 0.5 ? anOrder(id, more) : quoteOrder(id, '100', more);
}

function exchangeActs({ exchange }: LiveDesk, { next, under }: Random): void {
  for (const [id, { order }] of exchange.booked) {
    const chance = next();
    if (chance < 0.03) exchange.fill(id, `0.${1 + under(4)}`, { fee: { asset: 'BTC', amount: '0.0001' } });
    else if (chance < 0.035) exchange.fill(id, '5');
    else if (chance < 0.04) exchange.end(id, 'EXPIRED_IN_MATCH');
    else if (chance < 0.045 && order.size.kind === 'quote') exchange.finish(id);
  }
}

type Session = LiveDesk & { readonly sent: readonly Order[] };

/** The app dies and starts again: the journal has every report up to now, and every order that was sent. */
async function restart(before: LiveDesk, sent: readonly Order[]): Promise<LiveDesk> {
  await before.venue.dispose();
  const after = createLiveDesk(undefined, before);
  after.reports.push(...before.reports);
  const states = replay(before.reports, []);
  const fills = before.reports.flatMap((report) => (report.kind === 'filled' ? [report.fill] : []));
  const openOrders = sent.map((order) => ({ order, state: states.get(order.clientOrderId) ?? ('sent' as const) }));
  after.venue.restore(openOrders, fills);
  return after;
}

async function session(seed: number, restarts: number): Promise<Session> {
  const random = randomOf(seed);
  let desk = createLiveDesk();
  const { exchange, timers } = desk;
  const restartsAt = new Set(Array.from({ length: restarts }, () => 20 + random.under(STORM_S - 20)));
  let second = 0;
  scriptFaults(desk, random, () => second >= STORM_S);
  const shift = exchange.placeFaults.shift.bind(exchange.placeFaults);
  exchange.placeFaults.shift = () => shift() ?? (second < STORM_S ? aFault(random) : undefined);
  const sent: Order[] = [];
  let isBroken = false;
  for (; second < STORM_S + CALM_S; second++) {
    if (restartsAt.has(second)) {
      desk = await restart(desk, sent);
      isBroken = false;
    }
    const { venue } = desk;
    if (second < STORM_S) {
      if (sent.length < ORDERS && random.next() < 0.08) {
        const order = anyOrder(sent.length, timers.nowMs(), random);
        sent.push(order);
        venue.submit(order);
      }
      if (random.next() < 0.04 && sent.length > 0) venue.cancel(random.pick(sent as [Order]).clientOrderId);
      if (random.next() < 0.03) isBroken = changeStream(desk, isBroken);
      exchangeActs(desk, random);
    } else if (isBroken) isBroken = changeStream(desk, isBroken);
    else if (second === STORM_S + 120) for (const { clientOrderId } of sent) venue.cancel(clientOrderId);
    await timers.run(1_000);
  }
  return Object.assign(desk, { sent });
}

function changeStream({ exchange }: LiveDesk, isBroken: boolean): boolean {
  if (isBroken) exchange.listener.connected();
  else exchange.listener.broken('scripted');
  return !isBroken;
}

const EVENT_OF: Readonly<Record<Exclude<VenueReport['kind'], 'filled'>, OrderEvent>> = {
  accepted: 'accept',
  refused: 'refuse',
  cancelled: 'cancel',
  unknown: 'lose',
};

/** What the engine makes of the reports; a report it could make nothing of is a problem. */
function replay(reports: readonly VenueReport[], problems: string[]): Map<string, OrderState> {
  const states = new Map<string, OrderState>();
  for (const report of reports) {
    const id = report.kind === 'filled' ? report.fill.clientOrderId : report.clientOrderId;
    const event = report.kind === 'filled' ? (report.done ? 'fillAll' : 'fillPart') : EVENT_OF[report.kind];
    const before = states.get(id) ?? 'sent';
    const after = nextOrderState(before, event);
    if (after === undefined) problems.push(`${id}: ${event} while ${before}`);
    else if (after === before && event !== 'fillPart') problems.push(`${id}: ${event} told twice`);
    states.set(id, after ?? before);
  }
  return states;
}

function compare(desk: Session): string[] {
  const problems: string[] = [];
  const states = replay(desk.reports, problems);
  for (const { clientOrderId } of desk.sent) {
    const state = states.get(clientOrderId) ?? 'sent';
    const booked = desk.exchange.booked.get(clientOrderId);
    if (isOpenOrder(state)) problems.push(`${clientOrderId} is ${state} in the end`);
    if (booked === undefined && !['refused', 'cancelled'].includes(state))
      problems.push(`${clientOrderId}: ${state}, never booked`);
    if (booked !== undefined && booked.status !== state)
      problems.push(`${clientOrderId}: ${state}, is ${booked.status}`);
    const told = fillsTold(desk.reports, clientOrderId, problems);
    const own = (booked?.fills ?? []).map(({ fillId }) => `${clientOrderId}/${fillId}`);
    if ([...told].sort().join() !== own.sort().join())
      problems.push(`${clientOrderId}: fills ${[...told]}, expected ${own}`);
  }
  if (desk.exchange.resend === 'never') {
    const accepted = desk.exchange.placements.filter((id) => desk.exchange.booked.has(id));
    if (accepted.length > 2 * desk.sent.length) problems.push('too many placements');
  }
  return problems;
}

/** Each once; the last may come again to say that it was the last. */
function fillsTold(reports: readonly VenueReport[], clientOrderId: string, problems: string[]): Set<string> {
  const told = new Map<string, string>();
  for (const report of reports) {
    if (report.kind !== 'filled' || report.fill.clientOrderId !== clientOrderId) continue;
    const text = JSON.stringify(report.fill, (_, value) => (typeof value === 'bigint' ? `${value}` : value));
    const before = told.get(report.fill.fillId);
    if (before !== undefined && (!report.done || before !== text)) problems.push(`${report.fill.fillId} told twice`);
    told.set(report.fill.fillId, text);
  }
  return new Set(told.keys());
}

async function expectEqual(seed: number, restarts: number): Promise<void> {
  const desk = await session(seed, restarts);
  expect(desk.sent.length).toBeGreaterThan(5);
  expect(compare(desk)).toEqual([]);
  await desk.venue.dispose();
  desk.timers.advance(200_000);
  expect(desk.timers.pending()).toBe(0);
}

describe('live venue in a storm (exchanges.md 6.1, 5.5: lost replies, races, replays, late and missing events)', () => {
  it.each([...Array(80).keys()])(
    'seed %i: no report twice, no fill lost, every order ends as at the exchange',
    (seed) => expectEqual(seed, 0),
  );

  it.each([...Array(80).keys()])('seed %i: the same over two restarts (6.1 step 6, SPEC 9)', (seed) =>
    expectEqual(10_000 + seed, 2),
  );
});
