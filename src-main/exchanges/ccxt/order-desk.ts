import type { Outcome } from '../../base/outcome.ts';
import type { Instrument, VenueId } from '../../model/instrument.ts';
import type { ProtocolParts } from '../connection/exchange-definition.ts';
import type { OrderReference } from '../connection/order-protocol.ts';
import { type CallSettings, callCcxt } from './call.ts';
import type { CcxtClient } from './client.ts';
import { outcomeOfCall } from './errors.ts';
import { createSymbolBook, type SymbolBook } from './markets.ts';

/** Questions about the account: `risk`, because what is not known of an order is a risk. */
export const ACCOUNT_ASKED: CallSettings = { priority: 'risk', group: 'account', timeoutMs: 10_000, maxWaitMs: 30_000 };

const REMEMBERED_IDS = 5000;

/** What trading with one key is made with, and what was learnt of our orders while it was open. */
export class OrderDesk {
  readonly venue: VenueId;
  readonly parts: ProtocolParts;
  readonly client: CcxtClient;
  readonly symbols: SymbolBook;
  /** Ours by the exchange's id: many exchanges tell ours in some replies alone. */
  readonly #ownIds = new Map<string, string>();
  readonly #touched = new Set<string>();
  /** Orders of ours that may still change, by the exchange's id. */
  readonly open = new Map<string, OrderReference>();

  constructor(venue: VenueId, parts: ProtocolParts, client: CcxtClient) {
    this.venue = venue;
    this.parts = parts;
    this.client = client;
    this.symbols = createSymbolBook(venue, client);
  }

  /** Asks about the account, its markets known. `what` names the question. */
  async ask<T>(what: string, work: () => Promise<T>): Promise<Outcome<T>> {
    const loaded = await this.loadMarkets();
    return loaded.ok ? outcomeOfCall(what, await callCcxt(ACCOUNT_ASKED, work)) : loaded;
  }

  /** Once: what a client knows of its markets it keeps. */
  async loadMarkets(): Promise<Outcome<unknown>> {
    return outcomeOfCall('loadMarkets', await callCcxt(ACCOUNT_ASKED, () => this.client.loadMarkets()));
  }

  /** ccxt's symbol of an instrument; it is one that orders were about. */
  symbolOf(instrument: Instrument): string | undefined {
    const symbol = this.symbols.symbolOf(instrument);
    if (symbol !== undefined) this.#touched.add(symbol);
    return symbol;
  }

  touchedSymbols(): readonly string[] {
    return [...this.#touched];
  }

  remember(venueOrderId: string, clientOrderId: string): void {
    if (this.#ownIds.size >= REMEMBERED_IDS) {
      const [oldest] = this.#ownIds.keys();
      this.#ownIds.delete(oldest as string);
    }
    this.#ownIds.set(venueOrderId, clientOrderId);
  }

  ownIdOf(venueOrderId: string): string | undefined {
    return this.#ownIds.get(venueOrderId);
  }

  nowMs(): number {
    return Math.floor(this.parts.serverNowMs() ?? this.parts.timers.nowMs());
  }
}
