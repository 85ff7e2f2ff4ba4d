import { Select } from '@mantine/core';
import type { InstrumentView } from '../../../src-preload/contract/views.ts';
import { wording } from '../../language/index.ts';

export type SymbolPickerProps = {
  /** Those of one market. */
  readonly instruments: readonly InstrumentView[];
  readonly value: string | null;
  readonly onChange: (instrumentId: string) => void;
};

/** An exchange lists thousands: as many as a person may want to scroll through, the rest by typing. */
const MOST_SHOWN = 200;

/** Type to search, arrows to walk, enter to take. */
export function SymbolPicker({ instruments, value, onChange }: SymbolPickerProps) {
  return (
    <Select
      aria-label={wording.chart.symbol}
      data={instruments.map(({ id, symbol }) => ({ value: id, label: symbol }))}
      value={value}
      onChange={(next) => {
        if (next !== null) onChange(next);
      }}
      searchable
      limit={MOST_SHOWN}
      selectFirstOptionOnChange
      allowDeselect={false}
      nothingFoundMessage={wording.chart.noSymbol}
      maxDropdownHeight={420}
      w={140}
    />
  );
}
