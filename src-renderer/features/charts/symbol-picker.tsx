import { Select } from '@mantine/core';
import type { InstrumentView } from '../../../src-preload/contract/views.ts';
import { en } from '../../language/en.ts';

export type SymbolPickerProps = {
  readonly instruments: readonly InstrumentView[];
  readonly value: string | null;
  readonly onChange: (instrumentId: string) => void;
};

/** Type to search, arrows to walk, enter to take. Simulated and imported instruments stand in groups of their own. */
export function SymbolPicker({ instruments, value, onChange }: SymbolPickerProps) {
  const group = (name: string, members: readonly InstrumentView[]) => ({
    group: name,
    items: members.map(({ id, symbol }) => ({ value: id, label: symbol })),
  });
  const groups = [
    group(
      en.chart.imported,
      instruments.filter((instrument) => !instrument.simulated),
    ),
    group(
      en.chart.simulated,
      instruments.filter((instrument) => instrument.simulated),
    ),
  ].filter(({ items }) => items.length > 0);
  return (
    <Select
      aria-label={en.chart.symbol}
      data={groups}
      value={value}
      onChange={(next) => {
        if (next !== null) onChange(next);
      }}
      searchable
      selectFirstOptionOnChange
      allowDeselect={false}
      nothingFoundMessage={en.chart.noSymbol}
      maxDropdownHeight={420}
      w={190}
    />
  );
}
