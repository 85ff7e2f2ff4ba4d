import { Group, Loader, Switch, Text, VisuallyHidden } from '@mantine/core';
import { useEffect, useMemo, useState } from 'react';
import type { StoredSeriesView } from '../../../src-preload/contract/research-views.ts';
import type { InstrumentView } from '../../../src-preload/contract/views.ts';
import { call } from '../../bridge/index.ts';
import { wording } from '../../language/index.ts';
import { useInstruments } from '../../replica/index.ts';
import { useNavigation } from '../../ui/navigation.ts';
import { CandleChart } from './candle-chart.tsx';
import classes from './chart-page.module.css';
import type { ChartInterval } from './chart-source.ts';
import { showOnChart, useChartChoice } from './chart-store.ts';
import { FeedState, useFeedState } from './feed-state.tsx';
import { IndicatorBar } from './indicator-bar.tsx';
import { IntervalPicker } from './interval-picker.tsx';
import { isInterval } from './intervals.ts';
import { MarketPicker } from './market-picker.tsx';
import { MarketSide } from './market-side.tsx';
import { SymbolPicker } from './symbol-picker.tsx';
import { useIndicators } from './use-indicators.ts';
import { useTradeMarks } from './use-trade-marks.ts';

const FIRST_SYMBOL = 'BTC-USDT';

/** One instrument at full size: candles, volume, indicators, what bots bought and sold. */
export function ChartPage() {
  const instruments = useInstruments();
  useFocus();
  const chosenId = useChartChoice((choice) => choice.instrumentId);
  const instrument = useMemo(() => chosenOf(instruments ?? [], chosenId), [instruments, chosenId]);
  if (instruments === undefined) return <Loader aria-label={wording.chart.loading} />;
  if (instrument === undefined) return <Text>{wording.chart.nothingToChart}</Text>;
  return <InstrumentChart instrument={instrument} instruments={instruments} />;
}

/** Another page opened this one to show a series. */
function useFocus(): void {
  const focus = useNavigation((navigation) => (navigation.page === 'chart' ? navigation.focus : null));
  useEffect(() => {
    const { instrumentId, interval } = focus ?? {};
    if (instrumentId !== undefined && interval !== undefined && isInterval(interval))
      showOnChart(instrumentId, interval);
  }, [focus]);
}

function chosenOf(instruments: readonly InstrumentView[], id: string | null): InstrumentView | undefined {
  return (
    instruments.find((instrument) => instrument.id === id) ??
    instruments.find((instrument) => instrument.simulated && instrument.symbol === FIRST_SYMBOL) ??
    instruments[0]
  );
}

type InstrumentChartProps = { readonly instrument: InstrumentView; readonly instruments: readonly InstrumentView[] };

function InstrumentChart({ instrument, instruments }: InstrumentChartProps) {
  const wanted = useChartChoice((choice) => choice.interval);
  const picks = useChartChoice((choice) => choice.picks);
  const showsMarket = useChartChoice((choice) => choice.showsMarket);
  const showsRegimes = useChartChoice((choice) => choice.showsRegimes);
  const hasMarket = useFeedState(instrument) !== null;
  const available = useStoredIntervals(instrument, hasMarket);
  const known = useIndicators();
  const marks = useTradeMarks(instrument.id);
  const interval = available === undefined || available.has(wanted) ? wanted : ([...available][0] ?? wanted);
  return (
    <div className={classes.page}>
      <VisuallyHidden component="h1">{wording.pages.chart}</VisuallyHidden>
      <Group gap="sm">
        <MarketPicker {...{ instruments, instrument }} onChange={choose} />
        <SymbolPicker
          instruments={instruments.filter(({ venue }) => venue === instrument.venue)}
          value={instrument.id}
          onChange={choose}
        />
        <IntervalPicker
          value={interval}
          available={available}
          onChange={(next) => useChartChoice.setState({ interval: next })}
        />
        <IndicatorBar known={known} />
        {hasMarket && (
          <Switch
            size="xs"
            label={wording.chart.showMarket}
            checked={showsMarket}
            onChange={(event) => useChartChoice.setState({ showsMarket: event.currentTarget.checked })}
          />
        )}
        <Switch
          size="xs"
          label={wording.chart.showRegimes}
          checked={showsRegimes}
          onChange={(event) => useChartChoice.setState({ showsRegimes: event.currentTarget.checked })}
        />
        <FeedState instrument={instrument} />
      </Group>
      <div className={classes.body}>
        <div className={classes.chart}>
          <CandleChart
            instrument={instrument}
            interval={interval}
            live={hasMarket}
            {...{ picks, known, marks, showsRegimes }}
          />
        </div>
        {hasMarket && showsMarket && <MarketSide instrument={instrument} />}
      </div>
    </div>
  );
}

const choose = (instrumentId: string): void => useChartChoice.setState({ instrumentId });

/** The intervals an imported instrument is stored in; undefined for one whose market makes them all. */
function useStoredIntervals(instrument: InstrumentView, hasMarket: boolean): ReadonlySet<ChartInterval> | undefined {
  const [series, setSeries] = useState<readonly StoredSeriesView[]>();
  useEffect(() => {
    let wanted = true;
    void call('data.series', {}).then((answer) => {
      if (wanted && answer !== undefined) setSeries(answer.series);
    });
    return () => {
      wanted = false;
    };
  }, []);
  return useMemo(() => {
    if (hasMarket || series === undefined) return undefined;
    const own = series.filter((one) => one.instrumentId === instrument.id);
    return own.length === 0 ? undefined : new Set(own.map((one) => one.interval));
  }, [instrument, series, hasMarket]);
}
