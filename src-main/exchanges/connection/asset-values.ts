import type { Disposable } from '../../base/disposable.ts';
import type { Log } from '../../engine/ports/log.ts';
import type { Instrument } from '../../model/instrument.ts';
import type { TimestampMs } from '../../model/time.ts';
import type { Timers } from '../../resilience/timers.ts';
import type { AssetValue } from './fill-report.ts';
import type { MarketProtocol } from './market-protocol.ts';
import { outcomeOf } from './outcome-of.ts';

const REFRESH_MS = 60_000;

export type AssetValuesParts = {
  readonly protocol: MarketProtocol;
  readonly timers: Timers;
  readonly log: Log;
  readonly instruments: () => readonly Instrument[];
  /** Latest price of an instrument that is followed anyway; NaN otherwise. */
  readonly lastPrice: (instrumentId: string) => number;
  /** Assets fees may be charged in beside the two that are traded. */
  readonly assets: readonly string[];
};

type SeenPrice = { readonly price: number; readonly timeMs: TimestampMs };

/** What fees in a third asset are worth: by the market that is followed, else by prices asked for once a minute. */
export class AssetValues implements Disposable {
  readonly #parts: AssetValuesParts;
  readonly #assets: Set<string>;
  readonly #prices = new Map<string, SeenPrice>();
  readonly #timer: Disposable;

  constructor(parts: AssetValuesParts) {
    this.#parts = parts;
    this.#assets = new Set(parts.assets);
    this.#timer = parts.timers.every(REFRESH_MS, () => void this.load());
  }

  dispose(): void | Promise<void> {
    return this.#timer.dispose();
  }

  /** Undefined for an asset never seen before: its prices are asked for from then on. */
  valueOf(asset: string, quoteAsset: string): AssetValue | undefined {
    const { protocol } = this.#parts;
    const source = `${protocol.venue}:${asset}-${quoteAsset}`;
    const direct = this.#priceOf(source);
    if (direct !== undefined) return { rate: String(direct.price), source, timeMs: direct.timeMs };
    const turned = `${protocol.venue}:${quoteAsset}-${asset}`;
    const inverse = this.#priceOf(turned);
    if (inverse !== undefined) return { rate: String(1 / inverse.price), source: turned, timeMs: inverse.timeMs };
    if (!this.#assets.has(asset)) {
      this.#assets.add(asset);
      void this.load();
    }
    return undefined;
  }

  /** Asks for the prices of all assets that fees were, or may be, charged in. */
  async load(): Promise<void> {
    const { protocol, instruments, log } = this.#parts;
    const wanted = instruments().filter(({ baseAsset }) => this.#assets.has(baseAsset));
    if (wanted.length === 0) return;
    const answer = await outcomeOf(protocol.quotes(wanted));
    if (!answer.ok) log.warn('prices of fee assets could not be asked for', { error: answer.error.message });
    else {
      const timeMs = this.#parts.timers.nowMs();
      for (const { instrumentId, bid, ask } of answer.value) {
        this.#prices.set(instrumentId, { price: (bid + ask) / 2, timeMs });
      }
    }
  }

  #priceOf(instrumentId: string): SeenPrice | undefined {
    const price = this.#parts.lastPrice(instrumentId);
    if (price > 0) return { price, timeMs: this.#parts.timers.nowMs() };
    const asked = this.#prices.get(instrumentId);
    return asked !== undefined && asked.price > 0 ? asked : undefined;
  }
}
