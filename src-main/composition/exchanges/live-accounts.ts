import type { Disposable } from '../../base/disposable.ts';
import { DisposableStack } from '../../base/disposable.ts';
import type { Outcome } from '../../base/outcome.ts';
import { fail, succeed } from '../../base/outcome.ts';
import type { Engine } from '../../engine/engine.ts';
import type { ExchangeAdapter, ExchangeKeys, TradingConnection } from '../../engine/ports/exchange.ts';
import type { Journal } from '../../engine/ports/journal.ts';
import type { Log } from '../../engine/ports/log.ts';
import type { VenueLook } from '../../engine/ports/venue-look.ts';
import type { Account } from '../../model/account.ts';
import type { VenueId } from '../../model/instrument.ts';
import { ZERO_MONEY } from '../../model/money.ts';
import type { Timers } from '../../resilience/timers.ts';
import type { VenueRouter } from '../venue-router.ts';
import { BalanceLooks } from './balance-looks.ts';

export type LiveAccountsParts = {
  readonly engine: Engine;
  readonly router: VenueRouter;
  readonly journal: Pick<Journal, 'load'>;
  readonly timers: Timers;
  readonly log: Log;
  /** The kept key of an exchange, if it may be traded with here and now; why not otherwise. */
  readonly readKeys: (venue: VenueId) => Promise<Outcome<ExchangeKeys>>;
  /** An adapter that is ready; undefined while there is none. */
  readonly adapterOf: (venue: VenueId) => ExchangeAdapter | undefined;
};

type Trading = { readonly connection: TradingConnection; readonly stack: DisposableStack };

/** What could not be opened is tried again after so long. */
const RETRY_MS = 15_000;

/**
 * Live accounts: for each exchange that one is open on, a connection that trades, joined to the engine. It is there as long
 * as the exchange's adapter is; everything it says, and every reason it is not there, enters the engine as an event.
 */
export class LiveAccounts implements Disposable {
  readonly #parts: LiveAccountsParts;
  readonly #trading = new Map<VenueId, Trading>();
  readonly #opening = new Map<VenueId, symbol>();
  #isDisposed = false;

  constructor(parts: LiveAccountsParts) {
    this.#parts = parts;
  }

  /** Switches an account on, after the key was seen to be able to trade. */
  async open(venue: VenueId, quoteAsset: string): Promise<Outcome<Account>> {
    const adapter = this.#parts.adapterOf(venue);
    if (adapter === undefined) return fail('networkFailed', `${venue} is not connected, expected one that is ready`);
    if (!adapter.instruments().some((instrument) => instrument.quoteAsset === quoteAsset)) {
      return fail('badArgument', `quoteAsset is "${quoteAsset}", expected one that ${venue} quotes instruments in`);
    }
    const keys = await this.#parts.readKeys(venue);
    if (!keys.ok) return keys;
    const account = liveAccount(venue, quoteAsset);
    const refusal = this.#parts.engine.command({ kind: 'openAccount', account });
    if (refusal !== null) return fail('badArgument', refusal);
    this.connect(adapter);
    return succeed(account);
  }

  close(accountId: string): Outcome<void> {
    const refusal = this.#parts.engine.command({ kind: 'closeAccount', accountId });
    if (refusal !== null) return fail('badArgument', refusal);
    for (const venue of [...this.#trading.keys()])
      if (!this.#isWanted(venue)) this.disconnect(venue, 'no account is open');
    return succeed(undefined);
  }

  /** The exchange is there: it is traded on if an account of it is open. */
  connect(adapter: ExchangeAdapter): void {
    const { venue } = adapter;
    if (!this.#isWanted(venue) || this.#trading.has(venue) || this.#opening.has(venue)) return;
    const attempt = Symbol(venue);
    this.#opening.set(venue, attempt);
    void this.#open(adapter, attempt).then((opened) => {
      if (this.#opening.get(venue) !== attempt) return;
      this.#opening.delete(venue);
      if (opened.ok) return;
      this.#parts.log.warn('a live account cannot be traded', { venue, reason: opened.error.message });
      this.#look({ kind: 'lost', venue, reason: opened.error.message, timeMs: this.#parts.timers.nowMs() });
      this.#parts.timers.after(RETRY_MS, () => this.#connectAgain(venue));
    });
  }

  /** Its orders stay where they are. */
  disconnect(venue: VenueId, reason: string): void {
    this.#opening.delete(venue);
    const trading = this.#trading.get(venue);
    this.#trading.delete(venue);
    this.#parts.router.detach(venue);
    void trading?.stack.dispose();
    this.#look({ kind: 'lost', venue, reason, timeMs: this.#parts.timers.nowMs() });
  }

  /** With another key. */
  reconnect(venue: VenueId, reason: string): void {
    this.disconnect(venue, reason);
    this.#connectAgain(venue);
  }

  async dispose(): Promise<void> {
    this.#isDisposed = true;
    this.#opening.clear();
    const all = [...this.#trading.values()];
    this.#trading.clear();
    await Promise.all(all.map(({ stack }) => stack.dispose()));
  }

  #connectAgain(venue: VenueId): void {
    const adapter = this.#isDisposed ? undefined : this.#parts.adapterOf(venue);
    if (adapter !== undefined) this.connect(adapter);
  }

  #isWanted(venue: VenueId): boolean {
    return this.#parts.engine.snapshot().accounts.some(({ account }) => account.venue === venue);
  }

  async #open(adapter: ExchangeAdapter, attempt: symbol): Promise<Outcome<void>> {
    const { router, journal, engine, timers } = this.#parts;
    const { venue } = adapter;
    const keys = await this.#parts.readKeys(venue);
    if (!keys.ok) return keys;
    let looks: BalanceLooks | null = null;
    const opened = await adapter.openTrading(keys.value, (report) => void engine.offer({ kind: 'venue', report }), {
      looked: (foreign, toldUpToMs) => {
        this.#look({ kind: 'orders', venue, foreign, toldUpToMs, timeMs: timers.nowMs() });
        looks?.ordersAreKnown();
      },
      lost: (reason) => this.#look({ kind: 'lost', venue, reason, timeMs: timers.nowMs() }),
    });
    if (!opened.ok) return opened;
    const connection = opened.value;
    if (this.#opening.get(venue) !== attempt) {
      await connection.dispose();
      return succeed(undefined);
    }
    const stack = new DisposableStack();
    stack.use(connection);
    looks = stack.use(this.#balanceLooks(venue, connection));
    this.#trading.set(venue, { connection, stack });
    router.attach(venue, connection, journal.load());
    return succeed(undefined);
  }

  #balanceLooks(venue: VenueId, connection: TradingConnection): BalanceLooks {
    const { engine, timers, log } = this.#parts;
    return new BalanceLooks({
      venue,
      timers,
      log,
      balances: () => connection.balances(),
      isGreen: () => {
        const { accounts } = engine.snapshot();
        return accounts.every(({ account, reconciliation }) => {
          return account.venue !== venue || reconciliation?.state.kind === 'green';
        });
      },
      look: (look) => this.#look(look),
    });
  }

  #look(look: VenueLook): void {
    if (!this.#isDisposed) this.#parts.engine.offer({ kind: 'look', look });
  }
}

/** One account for each exchange and quote asset; its money is what the exchange says. */
function liveAccount(venue: VenueId, quoteAsset: string): Account {
  const id = `${venue}-${quoteAsset}`;
  return { id, name: id, group: 'live', venue, quoteAsset, startingCapital: ZERO_MONEY };
}
