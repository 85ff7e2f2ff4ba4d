import { SegmentedControl, Select } from '@mantine/core';
import { wording } from '../../language/index.ts';
import type { ChartInterval } from './chart-source.ts';
import { INTERVALS, isInterval } from './intervals.ts';

export type IntervalPickerProps = {
  readonly value: ChartInterval;
  /** Those there is data for; the others cannot be chosen. */
  readonly available: ReadonlySet<ChartInterval> | undefined;
  /** As a list to choose from, where there is no room for all of them. */
  readonly isSmall: boolean;
  readonly onChange: (interval: ChartInterval) => void;
};

export function IntervalPicker({ value, available, isSmall, onChange }: IntervalPickerProps) {
  const data = INTERVALS.map((interval) => ({
    value: interval,
    label: interval,
    disabled: available !== undefined && !available.has(interval),
  }));
  const take = (next: string | null): void => {
    if (next !== null && isInterval(next)) onChange(next);
  };
  const label = wording.chart.interval;
  return isSmall ? (
    <Select aria-label={label} data={data} value={value} onChange={take} allowDeselect={false} size="xs" w={72} />
  ) : (
    <SegmentedControl aria-label={label} size="xs" data={data} value={value} onChange={take} />
  );
}
