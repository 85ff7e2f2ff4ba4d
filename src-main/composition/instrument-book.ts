import type { Instrument, VenueId } from '../model/instrument.ts';
import { createInstrument, DEMO_VENUE, symbolOf, venueOf } from '../model/instrument.ts';

export type InstrumentBookParts = {
  readonly demo: readonly Instrument[];
  /** Of exchanges, as bots were set up on them. */
  readonly remembered: readonly Instrument[];
  /** What a connected exchange lists now; empty for one that is not connected. */
  readonly listedBy: (venue: VenueId) => ReadonlyMap<string, Instrument>;
  readonly venues: () => readonly VenueId[];
};

/** Everything that trades here, by id: the demo market's, those of connected exchanges, those that bots are on. */
export type InstrumentBook = {
  /** Of a connected exchange alone. */
  readonly listed: (instrumentId: string) => Instrument | undefined;
  readonly get: (instrumentId: string) => Instrument | undefined;
  readonly all: () => readonly Instrument[];
};

export function createInstrumentBook({ demo, remembered, listedBy, venues }: InstrumentBookParts): InstrumentBook {
  const own = new Map(demo.map((instrument) => [instrument.id, instrument]));
  const known = new Map(remembered.map((instrument) => [instrument.id, instrument]));
  const listed = (id: string): Instrument | undefined => listedBy(venueOf(id)).get(id);
  return {
    listed,
    get: (id) => own.get(id) ?? listed(id) ?? known.get(id),
    all: () => [...own.values(), ...venues().flatMap((venue) => [...listedBy(venue).values()])],
  };
}

/** The instrument behind an id that has stored candles, on the finest grid; undefined for the demo market's. */
export function storedInstrument(instrumentId: string): Instrument | undefined {
  const venue = venueOf(instrumentId);
  const instrument = createInstrument(venue, symbolOf(instrumentId));
  return venue !== DEMO_VENUE && instrument?.id === instrumentId ? instrument : undefined;
}
