import { Select } from '@mantine/core';
import type { InstrumentView } from '../../../src-preload/contract/views.ts';
import { wording } from '../../language/index.ts';
import { useReplica } from '../../replica/index.ts';

export type MarketPickerProps = {
  readonly instruments: readonly InstrumentView[];
  readonly instrument: InstrumentView;
  readonly onChange: (instrumentId: string) => void;
};

/** Which market the symbols are of: the simulated one, imported files, or an exchange. Another one keeps the symbol if it can. */
export function MarketPicker({ instruments, instrument, onChange }: MarketPickerProps) {
  const connections = useReplica((state) => state.connections);
  const venues = [...new Set(instruments.map(({ venue }) => venue))];
  const nameOf = (venue: string): string =>
    ({ demo: wording.chart.simulated, imported: wording.chart.imported })[venue] ?? connections[venue]?.name ?? venue;
  return (
    <Select
      aria-label={wording.chart.market}
      data={venues.map((venue) => ({ value: venue, label: nameOf(venue) }))}
      value={instrument.venue}
      onChange={(venue) => {
        const next = firstOf(instruments, venue, instrument);
        if (next !== undefined) onChange(next.id);
      }}
      allowDeselect={false}
      w={120}
    />
  );
}

const USUAL = ['BTC-USDT', 'BTC-USD', 'BTC-USDC'];

function firstOf(
  instruments: readonly InstrumentView[],
  venue: string | null,
  shown: InstrumentView,
): InstrumentView | undefined {
  const there = instruments.filter((one) => one.venue === venue);
  const wanted = [shown.symbol, ...USUAL];
  const match = wanted.map((symbol) => there.find((one) => one.symbol === symbol)).find((one) => one !== undefined);
  return match ?? there[0];
}
