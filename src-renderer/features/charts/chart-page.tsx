import { VisuallyHidden } from '@mantine/core';
import { useEffect, useState } from 'react';
import { wording } from '../../language/index.ts';
import { Loading } from '../../ui/index.ts';
import { useNavigation } from '../../ui/navigation.ts';
import classes from './chart-page.module.css';
import type { ChartSetup } from './chart-setup.ts';
import { InstrumentChart } from './instrument-chart.tsx';
import { isInterval } from './intervals.ts';
import { loadPageSetup, showOnChart, usePageSetup } from './page-setup.ts';

/** One instrument at full size: candles, volume, indicators, what bots bought and sold. */
export function ChartPage() {
  const setup = usePageSetup();
  useFocus();
  const [isLoaded, setLoaded] = useState(false);
  useEffect(() => void loadPageSetup().then(() => setLoaded(true)), []);
  if (!isLoaded) return <Loading label={wording.chart.loading} />;
  return (
    <div className={classes.page}>
      <VisuallyHidden component="h1">{wording.pages.chart}</VisuallyHidden>
      <InstrumentChart setup={setup} onChange={keep} place="page" />
    </div>
  );
}

const keep = (next: ChartSetup): void => usePageSetup.setState(next, true);

/** Another page opened this one to show a series. */
function useFocus(): void {
  const focus = useNavigation((navigation) => (navigation.page === 'chart' ? navigation.focus : null));
  useEffect(() => {
    const { instrumentId, interval } = focus ?? {};
    if (instrumentId !== undefined && interval !== undefined && isInterval(interval))
      showOnChart(instrumentId, interval);
  }, [focus]);
}
