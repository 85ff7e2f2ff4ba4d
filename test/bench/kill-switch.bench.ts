import { mkdtempSync, rmSync } from 'node:fs';
import type { Socket } from 'node:net';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import { unwrap } from '../../src-main/base/outcome.ts';
import { Engine } from '../../src-main/engine/engine.ts';
import { createLiveFrame } from '../../src-main/engine/indicators/live-frame.ts';
import type { ApprovedOrder } from '../../src-main/engine/ports/approved-order.ts';
import type { Venue } from '../../src-main/engine/ports/venue.ts';
import type { Intent } from '../../src-main/engine/strategies/intent.ts';
import { defineStrategy } from '../../src-main/engine/strategies/strategy.ts';
import { paperAccount } from '../../src-main/model/account.ts';
import { createCandleColumns } from '../../src-main/model/candle.ts';
import type { Instrument } from '../../src-main/model/instrument.ts';
import { createInstrument } from '../../src-main/model/instrument.ts';
import { moneyFromText } from '../../src-main/model/money.ts';
import { openJournal } from '../../src-main/storage/journal/open-journal.ts';
import { createTestLog } from '../fakes/test-log.ts';
import type { Bench, BenchResult } from './bench.ts';

const EVENTS_PER_SECOND = 5000;
const ROUNDS = Number(process.env.BELLWETHER_STOP_ROUNDS ?? 400);
const BOTS = 10;
const RESTING_PER_BOT = 5;
/** Of all markets together: each bar takes five entries back and sends five others, every one synced to disk. */
const BARS_PER_SECOND = 5;
/** A feed's messages come one by one: between them the engine can be told to stop. */
const MOST_A_TURN = 50;
const LOAD_MS = 50;
const NO_BARS = createCandleColumns(0);

const instruments = Array.from({ length: BOTS }, (_, index) =>
  createInstrument('demo', `COIN${index}-USDT`, { tick: '0.01', step: '0.0001' }),
) as Instrument[];

/** Wants its five resting entries at other prices at every bar: what rests is taken back and sent anew. */
const restless = defineStrategy<Record<string, never>>({
  id: 'restless',
  title: 'Restless',
  description: 'For benches',
  params: z.strictObject({}),
  indicators: () => ({}),
  warmUp: () => 0,
  create() {
    let bar = 0;
    return {
      decide(): readonly Intent[] {
        bar++;
        return Array.from({ length: RESTING_PER_BOT }, (_, index) => ({
          ...{ kind: 'enter', side: 'long', tag: `t${index}`, maxEntries: RESTING_PER_BOT },
          ...{ size: { kind: 'amount', amount: 20 }, limitPrice: 80 + index + (bar % 2) },
        }));
      },
    };
  },
});

/** Every request goes down a socket to a process of its own kind: another thread's end would hide the kernel's share. */
class SocketVenue implements Venue {
  readonly open = new Set<string>();
  lastSubmitMs = 0;
  lastCancelMs = 0;
  report: (report: Parameters<Engine['offer']>[0]) => void = () => undefined;
  readonly #socket: Socket;

  constructor(socket: Socket) {
    this.#socket = socket;
  }

  submit({ clientOrderId }: ApprovedOrder): void {
    this.#socket.write(`{"new":"${clientOrderId}"}\n`);
    this.lastSubmitMs = sharedNowMs();
    this.open.add(clientOrderId);
  }

  cancel(clientOrderId: string): void {
    if (!this.open.delete(clientOrderId)) return;
    this.#socket.write(`{"cancel":"${clientOrderId}"}\n`);
    this.lastCancelMs = sharedNowMs();
    this.report({ kind: 'venue', report: { kind: 'cancelled', clientOrderId, reason: '', timeMs: Date.now() } });
  }
}

/** The same clock in every thread. */
const sharedNowMs = (): number => performance.timeOrigin + performance.now();

type Session = {
  readonly engine: Engine;
  readonly venue: SocketVenue;
  readonly close: () => void;
  readonly write: () => void;
};

async function openSession(folder: string): Promise<Session> {
  const server = createServer((socket) => socket.resume());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const socket = connect(port, '127.0.0.1');
  await new Promise<void>((resolve) => socket.once('connect', resolve));
  const journal = unwrap(openJournal(folder));
  const venue = new SocketVenue(socket);
  let orders = 0;
  const engine = new Engine({
    ports: {
      clock: { nowMs: () => Date.now(), every: () => ({ dispose: () => undefined }) },
      ids: { nextClientOrderId: () => `o-${++orders}` },
      log: createTestLog(),
      journal,
      venue,
      createFrame: createLiveFrame,
    },
    instruments,
    accounts: [paperAccount('USDT', moneyFromText('100000'))],
    accountRisk: { maxPositionFraction: null, maxDailyLossFraction: null, dayRollOffsetMs: 0 },
    explainDecisions: true,
    findStrategy: () => restless,
  });
  venue.report = (event) => void engine.offer(event);
  const risk = { sizeFraction: 0.01, stopLossFraction: 0.05, takeProfitFraction: null, leverage: 1 };
  for (const { id } of instruments) {
    const config = {
      id,
      name: id,
      instrumentId: id,
      interval: '1m' as const,
      strategyId: 'restless',
      params: {},
      risk,
    };
    engine.command({ kind: 'addBot', config });
  }
  const close = (): void => {
    socket.destroy();
    server.close();
    journal.close();
  };
  const write = (): void => journal.recordAudit({ timeMs: Date.now(), actor: 'bench', action: 'write', detail: {} });
  return { engine, venue, close, write };
}

/** Trades at the rate that was asked for, and now and then a bar that closes. */
class Load {
  readonly #engine: Engine;
  #fromMs = sharedNowMs();
  #due = 0;
  #bars = 0;
  offered = 0;
  lengthMs = 0;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  begin(): void {
    this.#fromMs = sharedNowMs();
    this.#due = 0;
  }

  end(): void {
    this.lengthMs += sharedNowMs() - this.#fromMs;
  }

  /** Offers what is due by now, as many as fit into a turn. */
  run(): void {
    const due = Math.floor(((sharedNowMs() - this.#fromMs) / 1000) * EVENTS_PER_SECOND);
    for (let count = 0; this.#due < due && count < MOST_A_TURN; count++) this.#offer(this.#due++);
  }

  #offer(number: number): void {
    this.offered++;
    const { id: instrumentId } = instruments[number % BOTS] as Instrument;
    if (number % (EVENTS_PER_SECOND / BARS_PER_SECOND) === 0) this.closeBar(instrumentId);
    const trade = {
      instrumentId,
      takerSide: 'buy' as const,
      price: 100 + Math.sin(number / 50),
      quantity: 1,
      timeMs: 0,
    };
    this.#engine.offer({ kind: 'trade', trade });
  }

  closeBar(instrumentId: string): void {
    const openTimeMs = ++this.#bars * 60_000;
    const candle = { openTimeMs, open: 100, high: 101, low: 99, close: 100, volume: 1 };
    this.#engine.offer({ kind: 'candle', instrumentId, interval: '1m', candle });
  }
}

/** Another thread says stop at a moment of its own, as the window does. */
function startStopper(): Worker {
  const source = `
    const { parentPort } = require('node:worker_threads');
    parentPort.on('message', (delayMs) => setTimeout(() => {
      parentPort.postMessage(performance.timeOrigin + performance.now());
    }, delayMs));`;
  return new Worker(source, { eval: true });
}

/** `writeMs`: one synced row of the journal, of which a stop waits for two at the most. */
type Round = { readonly orderMs: number; readonly cancelMs: number; readonly writeMs: number };

async function round({ engine, venue, write }: Session, load: Load, stopper: Worker): Promise<Round> {
  for (const { id: botId } of instruments) {
    engine.command({ kind: 'startBot', botId });
    engine.offer({ kind: 'history', botId, bars: NO_BARS, minutes: NO_BARS });
    load.closeBar(botId);
  }
  const resting = venue.open.size;
  if (resting !== BOTS * RESTING_PER_BOT) throw new Error(`${resting} orders rest, expected all of them`);
  let askedMs: number | null = null;
  stopper.once('message', (timeMs: number) => {
    askedMs = timeMs;
    engine.command({ kind: 'halt', reason: 'bench', flatten: false });
  });
  load.begin();
  stopper.postMessage(LOAD_MS * (1 + Math.random()));
  for (let after = 0; after < 50; after += askedMs === null ? 0 : 1) {
    load.run();
    await nextTurn();
  }
  load.end();
  const stoppedMs = askedMs ?? Number.NaN;
  if (venue.open.size > 0) throw new Error(`${venue.open.size} orders were not cancelled`);
  engine.command({ kind: 'release', reason: 'bench' });
  const since = (timeMs: number): number => Math.max(0, timeMs - stoppedMs);
  const writeFromMs = sharedNowMs();
  write();
  const writeMs = sharedNowMs() - writeFromMs;
  return { orderMs: since(venue.lastSubmitMs), cancelMs: since(venue.lastCancelMs), writeMs };
}

const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;

function resultOf(name: string, values: readonly number[], reference: number): BenchResult[] {
  const sorted = [...values].sort((left, right) => left - right);
  return [0.5, 0.999].map((share) => {
    const value = quantile(sorted, share);
    return { name: `${name}, p${share * 100}`, value, unit: 'ms', reference, ratio: value / reference };
  });
}

/** From the word to stop, given in another thread, until the last new order and the last cancel were written to a socket. */
export const bench: Bench = {
  name: 'kill-switch',
  async run() {
    const folder = mkdtempSync(join(tmpdir(), 'bellwether-bench-stop-'));
    const session = await openSession(folder);
    const stopper = startStopper();
    try {
      const load = new Load(session.engine);
      const rounds: Round[] = [];
      for (let index = 0; index < ROUNDS; index++) rounds.push(await round(session, load, stopper));
      const rate = (load.offered / load.lengthMs) * 1000;
      return [
        {
          name: 'events a second',
          value: rate,
          unit: '1/s',
          reference: EVENTS_PER_SECOND,
          ratio: rate / EVENTS_PER_SECOND,
        },
        ...resultOf(
          'one synced write',
          rounds.map(({ writeMs }) => writeMs),
          50,
        ),
        ...resultOf(
          'last new order after the stop',
          rounds.map(({ orderMs }) => orderMs),
          50,
        ),
        ...resultOf(
          `last of ${BOTS * RESTING_PER_BOT} cancels after the stop`,
          rounds.map(({ cancelMs }) => cancelMs),
          250,
        ),
      ];
    } finally {
      await stopper.terminate();
      session.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
