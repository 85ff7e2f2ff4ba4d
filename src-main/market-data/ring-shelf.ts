import { CandleRing } from './candle-ring.ts';
import type { SeriesName } from './candle-storage.ts';
import { seriesKeyOf } from './candle-storage.ts';

export type RingLimits = {
  /** Of all rings together; what was read longest ago goes first. */
  readonly bytes: number;
  /** Most bars of one ring. */
  readonly barsPerSeries: number;
};

type Shelved = { readonly series: SeriesName; readonly ring: CandleRing; bytes: number };

/** The rings of all series, within a bound of memory. Being written does not keep a ring, only being read does. */
export class RingShelf {
  readonly #limits: RingLimits;
  // A Map walks in order of insertion: what is read is put back at the end.
  readonly #shelved = new Map<string, Shelved>();
  /** The keys of an instrument's rings. */
  readonly #keysOf = new Map<string, Set<string>>();
  #bytes = 0;
  #evictions = 0;

  constructor(limits: RingLimits) {
    this.#limits = limits;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get series(): number {
    return this.#shelved.size;
  }

  get evictions(): number {
    return this.#evictions;
  }

  /** Without counting as being read. */
  peek(series: SeriesName): CandleRing | undefined {
    return this.#shelved.get(seriesKeyOf(series))?.ring;
  }

  /** The ring for a reader; undefined when there is none. */
  use(series: SeriesName): CandleRing | undefined {
    const key = seriesKeyOf(series);
    const found = this.#shelved.get(key);
    if (found === undefined) return undefined;
    this.#shelved.delete(key);
    this.#shelved.set(key, found);
    return found.ring;
  }

  /** All rings of an instrument. */
  of(instrumentId: string): readonly { readonly series: SeriesName; readonly ring: CandleRing }[] {
    return [...(this.#keysOf.get(instrumentId) ?? [])].map((key) => this.#shelved.get(key) as Shelved);
  }

  /** Lets `change` write a series' ring, which is made when there is none, and makes room for what it takes. */
  write(series: SeriesName, change: (ring: CandleRing) => void): void {
    const shelved = this.#shelved.get(seriesKeyOf(series)) ?? this.#add(series);
    change(shelved.ring);
    this.#bytes += shelved.ring.bytes - shelved.bytes;
    shelved.bytes = shelved.ring.bytes;
    for (const key of this.#shelved.keys()) {
      if (this.#bytes <= this.#limits.bytes) break;
      this.#remove(key);
      this.#evictions++;
    }
  }

  drop(series: SeriesName): void {
    const key = seriesKeyOf(series);
    if (this.#shelved.has(key)) this.#remove(key);
  }

  #add(series: SeriesName): Shelved {
    const key = seriesKeyOf(series);
    const shelved = { series, ring: new CandleRing(this.#limits.barsPerSeries), bytes: 0 };
    this.#shelved.set(key, shelved);
    const keys = this.#keysOf.get(series.instrumentId) ?? new Set();
    this.#keysOf.set(series.instrumentId, keys.add(key));
    return shelved;
  }

  #remove(key: string): void {
    const { series, bytes } = this.#shelved.get(key) as Shelved;
    this.#shelved.delete(key);
    const keys = this.#keysOf.get(series.instrumentId);
    keys?.delete(key);
    if (keys?.size === 0) this.#keysOf.delete(series.instrumentId);
    this.#bytes -= bytes;
  }
}
