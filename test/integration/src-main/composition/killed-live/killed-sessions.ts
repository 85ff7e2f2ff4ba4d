import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createSeededRandom } from '../../../../../src-main/engine/random/seeded-random.ts';
import type { ExchangeProcess } from '../../../../bench/exchange-process.ts';
import { startExchangeProcess } from '../../../../bench/exchange-process.ts';
import { askExchange, countRows, problemsAfterKill, problemsAtRest } from './exchange-truth.ts';
import { fillJournal } from './long-past.ts';
import { EXCHANGE_VARIABLE } from './session-environment.ts';

/** What was seen over all kills. */
export type KilledSessions = {
  readonly kills: number;
  readonly whileStarting: number;
  readonly orders: number;
  readonly fills: number;
  readonly rows: number;
  /** The most that were open when a session came back. */
  readonly mostOpenOrders: number;
  /** From the start of the process to everything known, of those that came so far, ms. */
  readonly readyMs: readonly number[];
  readonly problems: readonly string[];
};

export type KillTerms = {
  readonly seed: string;
  readonly kills: number;
  /** Rows of a past that the journal holds before the first session. */
  readonly pastRows: number;
  /** Of each of the eight bots, resting from the first session on. */
  readonly restingFirst: number;
  /** Whether the end waits for the proof of what never reached the exchange: half a minute and more. */
  readonly isWhole: boolean;
};

const CHILD = join(import.meta.dirname, 'live-session-child.ts');
/** Between two lives: nobody restarts a program so often, so each begins a minute later and from an address of its own. */
const NEXT_MINUTE_MS = 61_000;
/** Of one life, before it is killed. */
const MOST_ORDERS = 20;
/** For them; bots may have to wait for the fate of an order from before. */
const PATIENCE_MS = 3_000;
/** Every so many lives one is long enough for what never reached the exchange to be proven so. */
const LONG_LIFE_EVERY = 34;
const LONG_LIFE_MS = 50_000;

/** Kills one session after another in the same data folder while the exchange lives on. */
export async function killLiveSessions(terms: KillTerms): Promise<KilledSessions> {
  const dataDir = mkdtempSync(join(tmpdir(), 'bellwether-live-'));
  const exchange = await startExchangeProcess('--seed', '11');
  try {
    return await new Kills(terms, dataDir, exchange).run();
  } finally {
    await exchange.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

class Kills {
  readonly #terms: KillTerms;
  readonly #dataDir: string;
  readonly #exchange: ExchangeProcess;
  readonly #readyMs: number[] = [];
  readonly #problems: string[] = [];
  #mostOpenOrders = 0;
  #whileStarting = 0;

  constructor(terms: KillTerms, dataDir: string, exchange: ExchangeProcess) {
    this.#terms = terms;
    this.#dataDir = dataDir;
    this.#exchange = exchange;
  }

  async run(): Promise<KilledSessions> {
    const { seed, kills, pastRows } = this.#terms;
    const { rest } = this.#exchange;
    const random = createSeededRandom(seed);
    fillJournal(this.#dataDir, pastRows);
    await this.#control('fees', { mode: 'quote' });
    await this.#control('balance', { asset: 'USDT', free: '5000000' });
    const before = (await askExchange(rest)).balances;
    for (let kill = 0; kill < kills; kill++) {
      const isEarly = kill > 0 && random.next() < 0.2;
      const isLong = this.#terms.isWhole && kill % LONG_LIFE_EVERY === 0;
      await this.#live(`${seed}-${kill}`, isLong ? 'long' : isEarly ? 'starting' : 'ready', random.next());
      this.#problems.push(...problemsAfterKill(this.#dataDir, await askExchange(rest)));
      await this.#control('clock', { offsetMs: (kill + 1) * NEXT_MINUTE_MS });
      await this.#control('address', {});
    }
    await this.#settle();
    const truth = await askExchange(rest);
    this.#problems.push(...problemsAtRest(this.#dataDir, truth, before));
    return {
      kills,
      whileStarting: this.#whileStarting,
      orders: truth.orders.length,
      fills: truth.fills.length,
      rows: countRows(this.#dataDir),
      mostOpenOrders: this.#mostOpenOrders,
      readyMs: this.#readyMs,
      problems: this.#problems,
    };
  }

  /** From its start to its end by force, somewhere in its start or in its work. */
  async #live(seed: string, killed: 'starting' | 'ready' | 'long', chance: number): Promise<void> {
    const startMs = performance.now();
    const child = this.#spawn(seed, 'busy');
    const ended = new Promise((resolve) => child.once('close', resolve));
    if (killed === 'starting') this.#whileStarting++;
    if (killed !== 'starting') {
      await this.#untilReady(child, startMs);
      if (killed === 'long') await sleep(LONG_LIFE_MS);
      await lines(child, Math.floor(chance * MOST_ORDERS));
      await sleep(chance * 100);
    } else await sleep(200 + chance * 1_500);
    child.kill('SIGKILL');
    await ended;
  }

  async #settle(): Promise<void> {
    const child = this.#spawn('settle', this.#terms.isWhole ? 'settleWhole' : 'settle');
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
    await this.#untilReady(child, performance.now());
    const code = await ended;
    if (code !== 0) this.#problems.push(`the last session ended with ${code}, expected it to end by itself`);
  }

  async #untilReady(child: ChildProcess, startMs: number): Promise<void> {
    const line = await firstLine(child);
    this.#readyMs.push(Math.round(performance.now() - startMs));
    const { ready } = JSON.parse(line) as { readonly ready: { readonly openOrders: number } };
    this.#mostOpenOrders = Math.max(this.#mostOpenOrders, ready.openOrders);
  }

  #spawn(seed: string, mode: 'busy' | 'settle' | 'settleWhole'): ChildProcess {
    const { rest, ws, binanceKey, binanceSecret, coinbaseKeyName, coinbasePrivateKeyPem } = this.#exchange;
    const line = { rest, ws, binanceKey, binanceSecret, coinbaseKeyName, coinbasePrivateKeyPem };
    return spawn(process.execPath, [CHILD, this.#dataDir, seed, mode, String(this.#terms.restingFirst)], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, [EXCHANGE_VARIABLE]: JSON.stringify(line) },
    });
  }

  async #control(what: string, body: object): Promise<void> {
    const reply = await fetch(`${this.#exchange.rest}/control/${what}`, { method: 'POST', body: JSON.stringify(body) });
    if (!reply.ok) throw new Error(`control/${what} answered ${reply.status}`);
  }
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    if (child.stdout === null) throw new Error('the session has no output');
    createInterface({ input: child.stdout }).once('line', resolve);
    child.once('close', (code) => reject(new Error(`the session ended with ${code} before it was ready`)));
  });
}

/** So many lines more, or none for long. */
async function lines(child: ChildProcess, count: number): Promise<void> {
  if (child.stdout === null || count === 0) return;
  const reader = createInterface({ input: child.stdout });
  let seen = 0;
  const enough = new Promise<void>((resolve) => reader.on('line', () => ++seen === count && resolve()));
  await Promise.race([enough, sleep(PATIENCE_MS)]);
}

/** When a process is killed is left to chance: that is what is tested. */
const sleep = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
