import type { FactBatch, FactView } from '../../src-preload/contract/facts.ts';
import type { Disposable } from '../base/disposable.ts';

export type FactPusherOptions = {
  /** Sends a batch to the window; does nothing while there is none. */
  readonly send: (batch: FactBatch) => void;
  /** Views read from the engine's state just before a batch leaves, for what was marked as changed. */
  readonly refresh: (dirty: DirtySet) => readonly FactView[];
  /** Calls back once after `delayMs`; `setTimeout` outside tests. */
  readonly schedule: (callback: () => void, delayMs: number) => Disposable;
};

/** What changed since the last batch and is told by its state, not by each step. */
export type DirtySet = { readonly bots: ReadonlySet<string>; readonly allBots: boolean; readonly account: boolean };

const FRAME_MS = 16;
/** More than a window can show in a frame; what is beyond is dropped, and the hole in the numbers says so. */
const MOST_VIEWS = 2000;

/**
 * Gathers what the window must be told and sends it at most once a frame. Where only the last value counts (a bot, the
 * account, a price, a forming candle, an order, a job) only that is kept; what adds up (fills, trades) is kept whole.
 * Every view taken in counts one up, so that a window that missed some sees it from the batch's first number.
 */
export class FactPusher implements Disposable {
  readonly #options: FactPusherOptions;
  #sequence = 0;
  #sentSequence = 0;
  #views = new Map<string, FactView>();
  #prices = new Map<string, PriceView>();
  #feeds = new Map<string, FeedView>();
  #overflowed = false;
  #bots = new Set<string>();
  #allBots = false;
  #account = false;
  #timer: Disposable | undefined;
  #disposed = false;

  constructor(options: FactPusherOptions) {
    this.#options = options;
  }

  /** Number of the last view that was sent; a snapshot read now includes everything up to it. */
  get sentSequence(): number {
    return this.#sentSequence;
  }

  push(view: FactView): void {
    this.#sequence++;
    if (view.kind === 'prices') for (const price of view.prices) this.#prices.set(price.instrumentId, price);
    // A thousand markets lose their feed at once.
    else if (view.kind === 'feedStates') for (const feed of view.states) this.#feeds.set(feed.instrumentId, feed);
    else this.#keep(view);
    this.#wake();
  }

  markBot(botId: string): void {
    this.#bots.add(botId);
    this.#count();
  }

  markAllBots(): void {
    this.#allBots = true;
    this.#count();
  }

  markAccount(): void {
    this.#account = true;
    this.#count();
  }

  /** Sends what has gathered, now. */
  flush(): void {
    this.#timer?.dispose();
    this.#timer = undefined;
    if (this.#disposed || this.#sequence === this.#sentSequence) return;
    const facts = this.#overflowed ? [] : this.#takeAll();
    // An overflow is sent as a hole: the window then asks for a snapshot, which is smaller than what was dropped.
    const fromSequence = this.#overflowed ? this.#sequence : this.#sentSequence + 1;
    const batch: FactBatch = { fromSequence, toSequence: this.#sequence, facts };
    this.#clear();
    this.#options.send(batch);
  }

  dispose(): void {
    this.#disposed = true;
    this.#timer?.dispose();
    this.#timer = undefined;
  }

  #keep(view: FactView): void {
    const key = keyOf(view) ?? `#${this.#sequence}`;
    // Moved to the end: within a batch the order of the last changes is the order of the world.
    this.#views.delete(key);
    this.#views.set(key, view);
    if (this.#views.size > MOST_VIEWS) {
      this.#views.clear();
      this.#overflowed = true;
    }
  }

  #count(): void {
    this.#sequence++;
    this.#wake();
  }

  #wake(): void {
    if (this.#disposed || this.#timer !== undefined) return;
    this.#timer = this.#options.schedule(() => this.flush(), FRAME_MS);
  }

  #takeAll(): readonly FactView[] {
    const feeds: readonly FactView[] =
      this.#feeds.size === 0 ? [] : [{ kind: 'feedStates', states: [...this.#feeds.values()] }];
    return [...this.#views.values(), ...feeds, ...this.#takePrices(), ...this.#takeRefreshed()];
  }

  #takePrices(): readonly FactView[] {
    return this.#prices.size === 0 ? [] : [{ kind: 'prices', prices: [...this.#prices.values()] }];
  }

  #takeRefreshed(): readonly FactView[] {
    if (!this.#allBots && !this.#account && this.#bots.size === 0) return [];
    return this.#options.refresh({ bots: this.#bots, allBots: this.#allBots, account: this.#account });
  }

  #clear(): void {
    this.#sentSequence = this.#sequence;
    this.#views = new Map();
    this.#prices = new Map();
    this.#feeds = new Map();
    this.#overflowed = false;
    this.#bots = new Set();
    this.#allBots = false;
    this.#account = false;
  }
}

type FeedView = Extract<FactView, { kind: 'feedStates' }>['states'][number];
type PriceView = Extract<FactView, { kind: 'prices' }>['prices'][number];

/** Views with the same key replace each other within a batch; undefined for those that add up. */
function keyOf(view: FactView): string | undefined {
  switch (view.kind) {
    case 'decision':
      return `decision:${view.decision.botId}`;
    case 'order':
      return `order:${view.order.clientOrderId}`;
    case 'candle':
      // A closed bar must arrive even when the next one has begun within the same frame.
      return `candle:${view.instrumentId}:${view.interval}:${view.candle.openTimeMs}`;
    case 'job':
      return `job:${view.job.jobId}`;
    case 'accountClosed':
      return `account:${view.accountId}`;
    case 'reconciliation':
      return `reconciliation:${view.reconciliation.accountId}`;
    case 'alarm':
      return `alarm:${view.alarm.key}`;
    case 'account':
      return `account:${view.account.id}`;
    case 'settings':
    case 'halt':
    case 'closeQuestion':
    case 'openPage':
    case 'workspaces':
    case 'alerts':
      return view.kind;
    case 'bot':
      return `bot:${view.bot.config.id}`;
    case 'connection':
      return `connection:${view.connection.venue}`;
    case 'connectionRemoved':
      return `connection:${view.venue}`;
    case 'drawings':
      return `drawings:${view.instrumentId}`;
    case 'book':
      return `book:${view.book.instrumentId}`;
    default:
      return undefined;
  }
}
