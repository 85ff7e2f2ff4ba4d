import { useComputedColorScheme } from '@mantine/core';
import { useMemo } from 'react';
import { useReplica } from '../../replica/index.ts';
import { type ChartColours, chartColours } from './chart-colours.ts';

/** The canvas colours of the theme in force and of what the person wants rising and falling to look like. */
export function useChartColours(): ChartColours {
  const scheme = useComputedColorScheme('dark');
  const upDown = useReplica(({ settings }) => settings.upDownColours);
  return useMemo(() => chartColours(scheme, upDown), [scheme, upDown]);
}
