import { SegmentedControl } from '@mantine/core';
import { wording } from '../../language/index.ts';
import type { ChartInterval } from './chart-source.ts';
import { INTERVALS, isInterval } from './intervals.ts';

export type IntervalPickerProps = {
  readonly value: ChartInterval;
  /** Those there is data for; the others cannot be chosen. */
  readonly available: ReadonlySet<ChartInterval> | undefined;
  readonly onChange: (interval: ChartInterval) => void;
};

export function IntervalPicker({ value, available, onChange }: IntervalPickerProps) {
  return (
    <SegmentedControl
      aria-label={wording.chart.interval}
      size="xs"
      data={INTERVALS.map((interval) => ({
        value: interval,
        label: interval,
        disabled: available !== undefined && !available.has(interval),
      }))}
      value={value}
      onChange={(next) => {
        if (isInterval(next)) onChange(next);
      }}
    />
  );
}
