import { Loader, Text } from '@mantine/core';
import { useMemo, useRef } from 'react';
import type { InstrumentView } from '../../../src-preload/contract/views.ts';
import { wording } from '../../language/index.ts';
import { instrumentOrFirst, useFeedState, useInstruments } from '../../replica/index.ts';
import { hideTicket, Ticket, useTicket } from '../ticket/index.ts';
import { CandleChart } from './candle-chart.tsx';
import classes from './chart-page.module.css';
import type { ChartSetup } from './chart-setup.ts';
import { ChartToolbar } from './chart-toolbar.tsx';
import { MarketSide } from './market-side.tsx';
import { marksUntil } from './replay.ts';
import { ReplayStrip } from './replay-strip.tsx';
import type { ChartTools } from './use-candle-chart.ts';
import { useIndicators } from './use-indicators.ts';
import { useOrderLines } from './use-order-lines.ts';
import { useAskedReplay, useReplay } from './use-replay.ts';
import { useStoredIntervals } from './use-stored-intervals.ts';
import { useTradeMarks } from './use-trade-marks.ts';

export type InstrumentChartProps = {
  /** What the person chose, plain data that a layout can keep (`chartSetup` of the contract reads it back). */
  readonly setup: ChartSetup;
  /** Called with the whole next setup. Whoever keeps setups decides what becomes of it. */
  readonly onChange: (next: ChartSetup) => void;
  /** A page has room for the order book beside the chart; a panel is one of many and keeps its tools small. */
  readonly place: 'page' | 'panel';
};

/**
 * One chart of its own: any number may stand in a window, each with its own setup, each following its own series. Fills
 * the element it is put in. A setup without an instrument, or with one that is not listed, shows the first market.
 */
export function InstrumentChart(props: InstrumentChartProps) {
  const instruments = useInstruments();
  const chosenId = props.setup.instrumentId;
  const instrument = useMemo(() => instrumentOrFirst(instruments ?? [], chosenId), [instruments, chosenId]);
  if (instruments === undefined) return <Loader role="img" aria-label={wording.chart.loading} />;
  if (instrument === undefined) return <Text>{wording.chart.nothingToChart}</Text>;
  return <ChartOf {...props} instrument={instrument} instruments={instruments} />;
}

type ChartOfProps = InstrumentChartProps & {
  readonly instrument: InstrumentView;
  readonly instruments: readonly InstrumentView[];
};

function ChartOf({ setup, onChange, place, instrument, instruments }: ChartOfProps) {
  const { kind, picks, showsMarket, showsRegimes, structure, compares } = setup;
  const orders = useOrderLines(instrument.id);
  const tools = useRef<ChartTools>(null);
  const hasMarket = useFeedState(instrument) !== null;
  const available = useStoredIntervals(instrument, hasMarket);
  const showsTicket = useTicket(({ isShown }) => isShown) && place === 'page' && hasMarket;
  const known = useIndicators();
  const marks = useTradeMarks(instrument.id);
  const isThere = available === undefined || available.has(setup.interval);
  const interval = isThere ? setup.interval : ([...available][0] ?? setup.interval);
  const replay = useReplay(instrument.id, interval);
  useAskedReplay(replay, place === 'page');
  const at = replay.state.phase === 'at' ? replay.state.place : null;
  const isLive = hasMarket && at === null;
  const shown = useMemo(() => (at === null ? marks : marksUntil(marks, at)), [marks, at]);
  return (
    <div className={classes.whole}>
      <ChartToolbar
        {...{ setup, onChange, place, instrument, instruments, interval, available, known, tools, replay }}
        hasMarket={isLive}
      />
      {replay.state.phase !== 'off' && <ReplayStrip {...{ replay, interval }} />}
      <div className={classes.body}>
        <div className={classes.chart}>
          <CandleChart
            instrument={instrument}
            interval={interval}
            live={isLive}
            showsDrawings
            hasTicket={place === 'page' && isLive}
            marks={shown}
            replay={at}
            replayHands={{ ...replay, phase: replay.state.phase }}
            {...{ kind, picks, known, showsRegimes, structure, compares, tools }}
            {...(at === null && { orders })}
          />
        </div>
        {showsTicket && isLive && <Ticket instrument={instrument} onClose={hideTicket} />}
        {place === 'page' && isLive && showsMarket && <MarketSide instrument={instrument} />}
      </div>
    </div>
  );
}
