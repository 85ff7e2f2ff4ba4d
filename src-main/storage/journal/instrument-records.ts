import type Database from 'better-sqlite3';
import type { Instrument } from '../../model/instrument.ts';
import { createInstrument, symbolOf, venueOf } from '../../model/instrument.ts';
import { priceToText, quantityToText } from '../../model/money.ts';
import type { TimestampMs } from '../../model/time.ts';

export type InstrumentRecords = {
  /** Written when it is new or its grid has changed; its rules are the exchange's to tell anew. */
  readonly recordInstrument: (instrument: Instrument, timeMs: TimestampMs) => void;
  /** Each as it was recorded last, without rules. */
  readonly instruments: () => readonly Instrument[];
};

type Row = { readonly instrumentId: string; readonly tick: string; readonly step: string };

/** The instruments of exchanges that bots were set up on. */
export function createInstrumentRecords(db: Database.Database): InstrumentRecords {
  const add = db.prepare('INSERT INTO instruments (instrument_id, tick, step, time_ms) VALUES (?, ?, ?, ?)');
  const latest = db.prepare<[], Row>(
    `SELECT instrument_id AS instrumentId, tick, step FROM instruments
     WHERE sequence IN (SELECT max(sequence) FROM instruments GROUP BY instrument_id) ORDER BY sequence`,
  );
  const find = db.prepare<[string], Row>(
    `SELECT instrument_id AS instrumentId, tick, step FROM instruments
     WHERE instrument_id = ? ORDER BY sequence DESC LIMIT 1`,
  );
  return {
    recordInstrument({ id, tick, step }, timeMs) {
      const known = find.get(id);
      const grid = { tick: priceToText(tick), step: quantityToText(step) };
      if (known?.tick === grid.tick && known.step === grid.step) return;
      add.run(id, grid.tick, grid.step, timeMs);
    },
    instruments: () => latest.all().map(instrumentOf),
  };
}

function instrumentOf({ instrumentId, tick, step }: Row): Instrument {
  const instrument = createInstrument(venueOf(instrumentId), symbolOf(instrumentId), { tick, step });
  if (instrument === undefined) throw new Error(`instrument is "${instrumentId}", expected venue:BASE-QUOTE`);
  return instrument;
}
