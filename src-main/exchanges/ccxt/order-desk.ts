import type { Outcome } from '../../base/outcome.ts';
import type { Instrument, VenueId } from '../../model/instrument.ts';
import type { ProtocolParts } from '../connection/exchange-definition.ts';
import type { OrderReference } from '../connection/order-protocol.ts';
import { type CallSettings, callCcxt } from './call.ts';
import type { CcxtClient, CcxtOrder } from './client.ts';
import { clientIdFormOf, clientIdParameterOf, ownClientId, wireClientId } from './client-ids.ts';
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
  /** Ours by what the exchange was told for it. */
  readonly #wireIds = new Map<string, string>();
  readonly #idParameter: string | undefined;
  readonly #touched = new Set<string>();
  /** Orders of ours that may still change, by the exchange's id. */
  readonly open = new Map<string, OrderReference>();

  constructor(venue: VenueId, parts: ProtocolParts, client: CcxtClient) {
    this.venue = venue;
    this.parts = parts;
    this.client = client;
    this.symbols = createSymbolBook(venue, client);
    this.#idParameter = clientIdParameterOf(venue, client);
  }

  /** What names an order of ours to ccxt; nothing where orders cannot be named. */
  namingOf(clientOrderId: string): Readonly<Record<string, string>> {
    return this.#idParameter === undefined ? {} : { [this.#idParameter]: this.wireIdOf(clientOrderId) };
  }

  wireIdOf(clientOrderId: string): string {
    const wireId = wireClientId(clientIdFormOf(this.venue), clientOrderId);
    keep(this.#wireIds, wireId, clientOrderId);
    return wireId;
  }

  /** Our id of an order as ccxt tells it; empty when it has none that we could tell. */
  nameOf({ id, clientOrderId = '' }: CcxtOrder): string {
    const told = clientOrderId ?? '';
    const known = (id === undefined ? undefined : this.#ownIds.get(id)) ?? this.#wireIds.get(told);
    return known ?? ownClientId(clientIdFormOf(this.venue), told) ?? told;
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
    keep(this.#ownIds, venueOrderId, clientOrderId);
  }

  ownIdOf(venueOrderId: string): string | undefined {
    return this.#ownIds.get(venueOrderId);
  }

  nowMs(): number {
    return Math.floor(this.parts.serverNowMs() ?? this.parts.timers.nowMs());
  }
}

function keep(ids: Map<string, string>, name: string, clientOrderId: string): void {
  const [oldest] = ids.keys();
  if (ids.size >= REMEMBERED_IDS && oldest !== undefined) ids.delete(oldest);
  ids.set(name, clientOrderId);
}
