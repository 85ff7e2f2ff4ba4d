import { Select } from '@mantine/core';
import { formatDecimal, symbolText } from '../../format/index.ts';
import { wording } from '../../language/index.ts';
import { INTERVALS, isInterval } from '../charts/index.ts';
import type { BacktestForm } from './backtest-form.ts';
import { changeForm } from './backtest-store.ts';
import type { LabChoices } from './use-lab-choices.ts';

type DataSetPickerProps = {
  readonly choices: LabChoices;
  readonly form: BacktestForm;
  readonly error: string | undefined;
};

const SEPARATOR = '|';

/** A stored series is one choice; an instrument of the simulated market has candles of every interval. */
export function DataSetPicker({ choices, form, error }: DataSetPickerProps) {
  const simulated = choices.instruments.filter((instrument) => instrument.simulated);
  const isSimulated = simulated.some((instrument) => instrument.id === form.instrumentId);
  const groups = [
    {
      group: wording.backtest.stored,
      items: choices.series.map(({ instrumentId, interval, candles }) => ({
        value: `${instrumentId}${SEPARATOR}${interval}`,
        label: wording.backtest.storedSeries(
          symbolText(instrumentId),
          interval,
          formatDecimal(candles, { decimals: 0 }),
        ),
      })),
    },
    {
      group: wording.backtest.simulated,
      items: simulated.map(({ id, symbol }) => ({ value: `${id}${SEPARATOR}`, label: symbol })),
    },
  ].filter(({ items }) => items.length > 0);
  const value = form.instrumentId === '' ? null : `${form.instrumentId}${SEPARATOR}${isSimulated ? '' : form.interval}`;
  return (
    <>
      <Select
        label={wording.backtest.dataSet}
        data={groups}
        value={value}
        error={error}
        searchable
        selectFirstOptionOnChange
        allowDeselect={false}
        nothingFoundMessage={wording.backtest.noDataSet}
        maxDropdownHeight={420}
        onChange={(chosen) => {
          if (chosen !== null) choose(chosen);
        }}
      />
      {isSimulated && (
        <Select
          label={wording.backtest.interval}
          data={[...INTERVALS]}
          value={form.interval}
          allowDeselect={false}
          onChange={(interval) => {
            if (interval !== null && isInterval(interval)) changeForm({ interval });
          }}
        />
      )}
    </>
  );
}

function choose(value: string): void {
  const at = value.lastIndexOf(SEPARATOR);
  const interval = value.slice(at + 1);
  changeForm({ instrumentId: value.slice(0, at), minuteCandles: false, ...(isInterval(interval) ? { interval } : {}) });
}
