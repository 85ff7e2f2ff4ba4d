import { Button, Loader, Text } from '@mantine/core';
import { type RefObject, useImperativeHandle, useRef } from 'react';
import type { ChartKind } from '../../../src-preload/contract/chart-kinds.ts';
import type { IndicatorView } from '../../../src-preload/contract/research-views.ts';
import type { InstrumentView } from '../../../src-preload/contract/views.ts';
import { wording } from '../../language/index.ts';
import classes from './candle-chart.module.css';
import { ChartLegend } from './chart-legend.tsx';
import type { ChartReadout } from './chart-readout.ts';
import type { IndicatorPick } from './chart-session.ts';
import { FIRST_SETUP } from './chart-setup.ts';
import type { ChartInterval } from './chart-source.ts';
import { DrawingLayer } from './drawing-layer.tsx';
import { OrderLineLayer } from './order-line-layer.tsx';
import type { OrderLine } from './order-lines.ts';
import type { StructureSwitches } from './structure-shown.ts';
import type { TradeMark } from './trade-marks.ts';
import { type ChartTools, useCandleChart } from './use-candle-chart.ts';
import { useChartColours } from './use-chart-colours.ts';
import type { ViewWindow } from './view-window.ts';

export type CandleChartProps = {
  readonly instrument: InstrumentView;
  readonly interval: ChartInterval;
  /** Smaller text, fewer bars: for a place beside other things. */
  readonly compact?: boolean;
  /** Follows the market: the forming candle moves. */
  readonly live?: boolean;
  /** What to show at first; the newest bars when left out. */
  readonly range?: ViewWindow | undefined;
  /** Candles when left out. */
  readonly kind?: ChartKind;
  readonly picks?: readonly IndicatorPick[];
  readonly known?: readonly IndicatorView[];
  readonly marks?: readonly TradeMark[];
  /** Whether the background shows the market's regimes; no when left out. */
  readonly showsRegimes?: boolean;
  /** What is drawn of the market's structure; nothing when left out. */
  readonly structure?: StructureSwitches;
  /** Where to put what can be taken from the chart. */
  readonly tools?: RefObject<ChartTools | null>;
  /** Orders and positions to lay over the candles. */
  readonly orders?: readonly OrderLine[];
  /** Whether a person's drawings lie on it and are drawn here; no when left out. */
  readonly showsDrawings?: boolean;
};

const NO_PICKS: readonly IndicatorPick[] = [];
const NO_INDICATORS: readonly IndicatorView[] = [];
const NO_MARKS: readonly TradeMark[] = [];
const BARS_SHOWN = 160;
const BARS_SHOWN_COMPACT = 120;

/** Candles and volume of one series, moved with the mouse or the keyboard. Fills the element it is put in. */
export function CandleChart(props: CandleChartProps) {
  const { instrument, interval, picks = NO_PICKS, known = NO_INDICATORS, marks = NO_MARKS } = props;
  const colours = useChartColours();
  const area = useRef<HTMLDivElement>(null);
  const { readout, toLatest, timeText, tools, scenes } = useCandleChart(area, {
    instrument,
    interval,
    live: props.live ?? false,
    range: props.range,
    bars: props.compact ? BARS_SHOWN_COMPACT : BARS_SHOWN,
    colours,
    kind: props.kind ?? 'candles',
    picks,
    known,
    marks,
    showsRegimes: props.showsRegimes ?? false,
    structure: props.structure ?? FIRST_SETUP.structure,
  });
  useImperativeHandle(props.tools, () => tools, [tools]);
  const label = wording.chart.areaLabel(instrument.symbol, interval);
  return (
    <div className={classes.frame} data-chart-phase={readout.phase}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the chart is moved with the arrow keys, like a slider */}
      <div ref={area} className={classes.area} role="application" aria-label={label} tabIndex={0}>
        <canvas className={classes.under} data-part="under" data-hidden={readout.phase !== 'ready'} aria-hidden />
        <div className={classes.canvas} data-part="canvas" data-hidden={readout.phase !== 'ready'} aria-hidden />
        <div className={classes.lastLine} data-part="lastLine" hidden />
        <div className={classes.vertical} data-part="vertical" hidden />
        <div className={classes.horizontal} data-part="horizontal" hidden />
        <div className={classes.tag} data-part="lastTag" hidden aria-hidden />
        <div className={classes.tag} data-part="valueTag" hidden aria-hidden />
        <div className={classes.tag} data-part="timeTag" hidden aria-hidden />
      </div>
      {props.orders !== undefined && readout.phase === 'ready' && (
        <OrderLineLayer lines={props.orders} instrument={instrument} scenes={scenes} />
      )}
      {props.showsDrawings === true && readout.phase === 'ready' && (
        <DrawingLayer key={instrument.id} instrument={instrument} scenes={scenes} />
      )}
      <ChartLegend
        {...{ instrument, interval, readout, picks, known, colours, timeText }}
        isNamedAbove={props.compact ?? false}
      />
      {readout.phase === 'ready' && !readout.atLatest && (
        <Button className={classes.toLatest ?? ''} size="compact-xs" variant="default" onClick={toLatest}>
          {wording.chart.toLatest}
        </Button>
      )}
      <ChartMessage readout={readout} />
    </div>
  );
}

function ChartMessage({ readout }: { readonly readout: ChartReadout }) {
  const { phase, failure, inGap } = readout;
  if (phase === 'ready' && failure !== null) {
    return (
      <div className={classes.failure} role="alert">
        <strong>{wording.errors[failure.code]}</strong> {failure.message}
      </div>
    );
  }
  if (phase === 'ready' && !inGap) return null;
  return (
    <div className={classes.message} role="status">
      {phase === 'loading' && <Loader role="img" size="sm" aria-label={wording.chart.loading} />}
      {phase === 'ready' && <Text c="dimmed">{wording.chart.inGap}</Text>}
      {phase === 'empty' && failure === null && <Text c="dimmed">{wording.chart.noCandles}</Text>}
      {phase === 'empty' && failure !== null && <Text c="red">{failure.message}</Text>}
    </div>
  );
}
