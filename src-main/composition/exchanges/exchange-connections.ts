import type {
  ConnectionTestView,
  ConnectionView,
  ExchangeUrlsView,
} from '../../../src-preload/contract/exchange-views.ts';
import type { Disposable } from '../../base/disposable.ts';
import type { Outcome } from '../../base/outcome.ts';
import { fail, succeed } from '../../base/outcome.ts';
import type { ExchangeSettings } from '../../config/settings.ts';
import type { SettingsKeeper } from '../../config/settings-keeper.ts';
import type { ExchangeAdapter } from '../../engine/ports/exchange.ts';
import type { Log } from '../../engine/ports/log.ts';
import type { ExchangeDefinition } from '../../exchanges/connection/exchange-definition.ts';
import type { Instrument, VenueId } from '../../model/instrument.ts';
import { venueOf } from '../../model/instrument.ts';
import type { Timers } from '../../resilience/timers.ts';
import type { KeyVault } from '../../secrets/key-vault.ts';
import type { Connection, OpenedExchange } from './connection.ts';
import { toConnectionView } from './connection.ts';
import { testConnection } from './connection-test.ts';

export type ExchangeConnectionsParts = {
  readonly settings: SettingsKeeper;
  readonly vault: KeyVault;
  readonly timers: Timers;
  readonly log: Log;
  readonly findDefinition: (venue: VenueId) => Promise<Outcome<ExchangeDefinition>>;
  readonly open: (definition: ExchangeDefinition, settings: ExchangeSettings) => OpenedExchange;
  /** Exchanges of which candles are stored. */
  readonly venuesWithCandles: () => Promise<Outcome<ReadonlySet<VenueId>>>;
  /** Its market can be followed from now on. */
  readonly onReady: (adapter: ExchangeAdapter) => void;
  readonly onGone: (venue: VenueId) => void;
  readonly tell: (
    fact: { kind: 'connection'; connection: ConnectionView } | { kind: 'connectionRemoved'; venue: string },
  ) => void;
};

/** How often the health of a connection is told, if it changed. */
const TELL_EVERY_MS = 1000;
/** A start that failed is tried again after so long, however often. */
const RESTART_AFTER_MS = 15_000;

/**
 * The connections to exchanges, one each: opened with the app, shared by all bots, charts and downloads, remembered in the
 * settings. What cannot be reached is tried again for as long as it is wanted.
 */
export class ExchangeConnections implements Disposable {
  readonly #parts: ExchangeConnectionsParts;
  readonly #connections = new Map<VenueId, Connection>();
  readonly #told = new Map<VenueId, string>();
  readonly #listings = new WeakMap<readonly Instrument[], ReadonlyMap<string, Instrument>>();
  readonly #telling: Disposable;

  constructor(parts: ExchangeConnectionsParts) {
    this.#parts = parts;
    this.#telling = parts.timers.every(TELL_EVERY_MS, () => {
      for (const connection of this.#connections.values()) this.#tell(connection);
    });
  }

  /** Opens every connection of the settings. Returns at once; what comes of it is told. */
  start(): void {
    for (const settings of this.#parts.settings.current.exchanges) void this.#begin(settings);
  }

  views(): readonly ConnectionView[] {
    return [...this.#connections.values()].map(toConnectionView);
  }

  venues(): readonly VenueId[] {
    return [...this.#connections.keys()];
  }

  find(venue: VenueId): Outcome<Connection> {
    const connection = this.#connections.get(venue);
    return connection === undefined
      ? fail('unknownConnection', `venue is "${venue}", expected a connected exchange`)
      : succeed(connection);
  }

  /** The adapter that knows an instrument; undefined while its exchange is not connected. */
  adapterOf(instrumentId: string): ExchangeAdapter | undefined {
    const { opened, state } = this.#connections.get(venueOf(instrumentId)) ?? {};
    return state === 'ready' ? opened?.adapter : undefined;
  }

  /** What time it is at an instrument's exchange, ms; null while that is not connected. */
  nowMsAt(instrumentId: string): number | null {
    const adapter = this.adapterOf(instrumentId);
    if (adapter === undefined) return null;
    return Math.floor(this.#parts.timers.nowMs() + (adapter.health().clock?.offsetMs ?? 0));
  }

  /** What the exchange lists now, by id; empty while it is not connected. */
  listedBy(venue: VenueId): ReadonlyMap<string, Instrument> {
    const instruments = this.#connections.get(venue)?.opened?.adapter.instruments() ?? [];
    const known = this.#listings.get(instruments);
    if (known !== undefined) return known;
    const listing = new Map(instruments.map((instrument) => [instrument.id, instrument]));
    this.#listings.set(instruments, listing);
    return listing;
  }

  async add(venue: VenueId, urls: ExchangeUrlsView | null): Promise<Outcome<void>> {
    const definition = await this.#parts.findDefinition(venue);
    if (!definition.ok) return definition;
    const { rest } = urls ?? definition.value.urls;
    const mixed = await this.#mixedCandles(venue, rest);
    if (!mixed.ok) return mixed;
    // Asked after the wait: somebody else may have added it meanwhile.
    if (this.#connections.has(venue)) {
      return fail('badArgument', `venue is "${venue}", expected one that is not connected yet`);
    }
    const settings: ExchangeSettings = { venue, urls, key: null };
    const { exchanges, candleSources } = this.#parts.settings.current;
    const kept = this.#parts.settings.change({
      exchanges: [...exchanges, settings],
      candleSources: [...candleSources.filter((source) => source.venue !== venue), { venue, rest }],
    });
    if (!kept.ok) return kept;
    void this.#begin(settings);
    return succeed(undefined);
  }

  /** Its key goes first: one that nobody can see must not stay behind. */
  async remove(venue: VenueId): Promise<Outcome<void>> {
    const found = this.find(venue);
    if (!found.ok) return found;
    if (found.value.settings.key !== null) {
      const forgotten = await this.#parts.vault.forget(venue);
      if (!forgotten.ok) return forgotten;
      if (!this.#isCurrent(found.value)) return this.#goneMeanwhile(venue);
    }
    const kept = this.#keep(this.#parts.settings.current.exchanges.filter((other) => other.venue !== venue));
    if (!kept.ok) return kept;
    this.#connections.delete(venue);
    this.#told.delete(venue);
    this.#parts.onGone(venue);
    // Told before the wait: it may be connected anew before the old one has ended.
    this.#parts.tell({ kind: 'connectionRemoved', venue });
    await this.#close(found.value);
    return succeed(undefined);
  }

  async test(venue: VenueId): Promise<Outcome<ConnectionTestView>> {
    const found = this.find(venue);
    if (!found.ok) return found;
    const { opened } = found.value;
    if (opened === null) return fail('networkFailed', found.value.reason || `${venue} is not connected yet`);
    const hasKey = found.value.settings.key !== null;
    const readKeys = async () => (hasKey ? this.#parts.vault.read(venue) : succeed(null));
    const tested = await testConnection(opened, readKeys, this.#parts.timers);
    if (!this.#isCurrent(found.value) || found.value.opened !== opened) return this.#goneMeanwhile(venue);
    if (tested.ok && found.value.state !== 'ready') this.#ready(found.value, opened);
    return tested;
  }

  /** What is kept of the key, in the settings and in the view. */
  noteKey(venue: VenueId, key: ExchangeSettings['key']): Outcome<void> {
    const found = this.find(venue);
    if (!found.ok) return found;
    const settings = { ...found.value.settings, key };
    const { exchanges } = this.#parts.settings.current;
    const kept = this.#keep(exchanges.map((other) => (other.venue === venue ? settings : other)));
    if (!kept.ok) return kept;
    found.value.settings = settings;
    this.#tell(found.value);
    return succeed(undefined);
  }

  /**
   * Closes an exchange and opens it anew, `prepared` before anything is asked or heard. Its market is gone for a moment, and
   * what closed meanwhile is brought after it.
   */
  async reopen(venue: VenueId, prepare: (opened: OpenedExchange) => Outcome<void>): Promise<Outcome<void>> {
    const found = this.find(venue);
    if (!found.ok) return found;
    const connection = found.value;
    const { opened: before } = connection;
    if (before === null) return fail('networkFailed', `${venue} is not connected yet`);
    const opened = this.#parts.open(before.definition, connection.settings);
    const prepared = prepare(opened);
    if (!prepared.ok) {
      await opened.adapter.dispose();
      await opened.transport.dispose();
      return prepared;
    }
    this.#parts.onGone(venue);
    connection.opened = opened;
    connection.state = 'starting';
    this.#tell(connection);
    await before.adapter.dispose();
    await before.transport.dispose();
    void this.#startUntilReady(connection, opened);
    return succeed(undefined);
  }

  /** Something of it changed that a person waits to see. */
  changed(venue: VenueId): void {
    const connection = this.#connections.get(venue);
    if (connection !== undefined) this.#tell(connection);
  }

  async dispose(): Promise<void> {
    await this.#telling.dispose();
    const all = [...this.#connections.values()];
    this.#connections.clear();
    await Promise.all(all.map((connection) => this.#close(connection)));
  }

  /** Candles of a test network or a local server would be taken for the exchange's own, and the other way round. */
  async #mixedCandles(venue: VenueId, rest: string): Promise<Outcome<void>> {
    const source = this.#parts.settings.current.candleSources.find((known) => known.venue === venue);
    if (source === undefined || source.rest === rest) return succeed(undefined);
    const stored = await this.#parts.venuesWithCandles();
    if (!stored.ok) return stored;
    if (!stored.value.has(venue)) return succeed(undefined);
    const message = `stored candles of ${venue} came from ${source.rest}, expected the same address, not ${rest}`;
    return fail('candlesFromElsewhere', message);
  }

  async #begin(settings: ExchangeSettings): Promise<void> {
    const { venue } = settings;
    const connection: Connection = {
      settings: withoutSessionKey(settings),
      name: venue,
      state: 'starting',
      reason: '',
      opened: null,
      recording: null,
    };
    this.#connections.set(venue, connection);
    this.#tell(connection);
    const definition = await this.#parts.findDefinition(venue);
    if (!this.#isCurrent(connection)) return;
    if (!definition.ok) {
      this.#failed(connection, definition.error.message);
      return;
    }
    connection.name = definition.value.name;
    connection.opened = this.#parts.open(definition.value, settings);
    await this.#startUntilReady(connection, connection.opened);
  }

  async #startUntilReady(connection: Connection, opened: OpenedExchange): Promise<void> {
    const started = await opened.adapter.start();
    if (!this.#isCurrent(connection) || connection.opened !== opened || connection.state === 'ready') return;
    if (started.ok) {
      this.#ready(connection, opened);
      return;
    }
    this.#failed(connection, started.error.message);
    this.#parts.timers.after(RESTART_AFTER_MS, () => {
      if (this.#isCurrent(connection) && connection.opened === opened) void this.#startUntilReady(connection, opened);
    });
  }

  #ready(connection: Connection, { adapter }: OpenedExchange): void {
    connection.state = 'ready';
    connection.reason = '';
    this.#parts.onReady(adapter);
    this.#tell(connection);
  }

  #failed(connection: Connection, reason: string): void {
    connection.state = 'failed';
    connection.reason = reason;
    this.#parts.log.warn('an exchange is not connected', { venue: connection.settings.venue, reason });
    this.#tell(connection);
  }

  #goneMeanwhile(venue: VenueId): Outcome<never> {
    return fail('unknownConnection', `venue is "${venue}", which was removed or opened anew meanwhile`);
  }

  #isCurrent(connection: Connection): boolean {
    return this.#connections.get(connection.settings.venue) === connection;
  }

  async #close({ opened, recording }: Connection): Promise<void> {
    await recording?.stop();
    await opened?.adapter.dispose();
    await opened?.transport.dispose();
  }

  #keep(exchanges: readonly ExchangeSettings[]): Outcome<unknown> {
    return this.#parts.settings.change({ exchanges: [...exchanges] });
  }

  #tell(connection: Connection): void {
    const view = toConnectionView(connection);
    const text = JSON.stringify(view);
    if (this.#told.get(view.venue) === text) return;
    this.#told.set(view.venue, text);
    this.#parts.tell({ kind: 'connection', connection: view });
  }
}

/** A key of the last session is gone with it. */
function withoutSessionKey(settings: ExchangeSettings): ExchangeSettings {
  return settings.key?.kept === 'session' ? { ...settings, key: null } : settings;
}
