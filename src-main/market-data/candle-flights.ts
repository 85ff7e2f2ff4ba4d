import type { Outcome } from '../base/outcome.ts';
import { succeed } from '../base/outcome.ts';
import type { CandleColumns } from '../model/candle.ts';
import { rowsWithin } from './candle-piece.ts';
import type { SeriesName } from './candle-storage.ts';
import { seriesKeyOf } from './candle-storage.ts';
import type { TimeSpan } from './time-span.ts';
import { missingSpans, overlapOf } from './time-span.ts';

/** The bars of a span, and whether the exchange had to be asked. */
export type LoadedSpan = TimeSpan & { readonly columns: CandleColumns; readonly askedExchange: boolean };

export type SpanLoad = {
  readonly loaded: Promise<Outcome<LoadedSpan>>;
  /** When a new load would find all that this one found. */
  readonly settled: Promise<unknown>;
};

type Flight = TimeSpan & { readonly loaded: SpanLoad['loaded'] };

/** Loads that are under way, shared by all who ask for a part of their span meanwhile: nothing is loaded twice. */
export class CandleFlights {
  readonly #load: (series: SeriesName, span: TimeSpan) => SpanLoad;
  readonly #flights = new Map<string, Set<Flight>>();

  constructor(load: (series: SeriesName, span: TimeSpan) => SpanLoad) {
    this.#load = load;
  }

  /** All of `span`, in parts, oldest first; the first failure of one of them. */
  async take(series: SeriesName, span: TimeSpan): Promise<Outcome<readonly LoadedSpan[]>> {
    const under = [...(this.#flights.get(seriesKeyOf(series)) ?? [])];
    const shared = under.flatMap((flight) => {
      const part = overlapOf(flight, span);
      return part === undefined ? [] : [{ part, loaded: flight.loaded }];
    });
    const own = missingSpans(span, under).map((part) => ({ part, loaded: this.#start(series, part) }));
    const flights = [...shared, ...own].sort((left, right) => left.part.fromMs - right.part.fromMs);
    const parts: LoadedSpan[] = [];
    for (const { part, loaded } of flights) {
      const outcome = await loaded;
      if (!outcome.ok) return outcome;
      const { columns, askedExchange } = outcome.value;
      parts.push({ ...part, columns: rowsWithin(columns, part), askedExchange });
    }
    return succeed(parts);
  }

  /** Resolves when none of the present loads is under way any more. */
  async settled(): Promise<void> {
    await Promise.all([...this.#flights.values()].flatMap((flights) => [...flights].map(({ loaded }) => loaded)));
  }

  #start(series: SeriesName, span: TimeSpan): SpanLoad['loaded'] {
    const key = seriesKeyOf(series);
    const { loaded, settled } = this.#load(series, span);
    const flight: Flight = { ...span, loaded };
    const flights = this.#flights.get(key) ?? new Set();
    this.#flights.set(key, flights.add(flight));
    const end = (): void => {
      flights.delete(flight);
      if (flights.size === 0 && this.#flights.get(key) === flights) this.#flights.delete(key);
    };
    void settled.then(end, end);
    return loaded;
  }
}
