import { Button, Loader, Text } from '@mantine/core';
import { type KeyboardEvent, type MouseEvent, type RefObject, useImperativeHandle, useRef, useState } from 'react';
import type { ChartKind } from '../../../src-preload/contract/chart-kinds.ts';
import type { IndicatorView } from '../../../src-preload/contract/research-views.ts';
import type { InstrumentView } from '../../../src-preload/contract/views.ts';
import { wording } from '../../language/index.ts';
import { AlertLineLayer } from './alert-line-layer.tsx';
import classes from './candle-chart.module.css';
import { ChartLegend } from './chart-legend.tsx';
import { ChartMenu, type MenuPlace, setAlertAt } from './chart-menu.tsx';
import type { MeantPlace } from './chart-overlay.ts';
import type { ChartReadout } from './chart-readout.ts';
import type { IndicatorPick } from './chart-session.ts';
import { FIRST_SETUP } from './chart-setup.ts';
import type { ChartInterval } from './chart-source.ts';
import { DrawingLayer } from './drawing-layer.tsx';
import { OrderLineLayer } from './order-line-layer.tsx';
import type { OrderLine } from './order-lines.ts';
import type { ReplayPlace } from './replay.ts';
import { barAtX, pressReplayKey, type ReplayHands } from './replay-hands.ts';
import type { StructureSwitches } from './structure-shown.ts';
import type { TradeMark } from './trade-marks.ts';
import { type ChartTools, type SceneFeed, useCandleChart } from './use-candle-chart.ts';
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
  /** Instruments laid on it in percent from the first bar in sight; none when left out. */
  readonly compares?: readonly string[];
  /** Where to put what can be taken from the chart. */
  readonly tools?: RefObject<ChartTools | null>;
  /** Orders and positions to lay over the candles. */
  readonly orders?: readonly OrderLine[];
  /** Whether a person's drawings and alerts lie on it and are made here; no when left out. */
  readonly showsDrawings?: boolean;
  /** Whether a price of it can be put into a ticket beside it; no when left out. */
  readonly hasTicket?: boolean;
  /** The past as it was known at a moment, instead of the market; null or left out for the market. */
  readonly replay?: ReplayPlace | null;
  /** What keys and clicks do to a replay; left out where there is none. */
  readonly replayHands?: ReplayHands;
};

const NO_PICKS: readonly IndicatorPick[] = [];
const NO_INDICATORS: readonly IndicatorView[] = [];
const NO_COMPARES: readonly string[] = [];
const NO_MARKS: readonly TradeMark[] = [];
const BARS_SHOWN = 160;
const BARS_SHOWN_COMPACT = 120;

/** Candles and volume of one series, moved with the mouse or the keyboard. Fills the element it is put in. */
export function CandleChart(props: CandleChartProps) {
  const { instrument, interval, picks = NO_PICKS, known = NO_INDICATORS, marks = NO_MARKS } = props;
  const colours = useChartColours();
  const area = useRef<HTMLDivElement>(null);
  const { readout, toLatest, timeText, tools, scenes, meant } = useCandleChart(area, {
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
    compares: props.compares ?? NO_COMPARES,
    replay: props.replay ?? null,
  });
  useImperativeHandle(props.tools, () => tools, [tools]);
  const isReplay = (props.replay ?? null) !== null;
  const takes = props.showsDrawings === true && readout.phase === 'ready' && !isReplay;
  const [menu, setMenu] = useState<MenuPlace | null>(null);
  const alertHands = { set: (price: number) => setAlertAt(instrument, price), open: setMenu };
  return (
    <div className={classes.frame} data-chart-phase={readout.phase} data-replay={isReplay || undefined}>
      <div
        ref={area}
        className={classes.area}
        role="application"
        aria-label={wording.chart.areaLabel(instrument.symbol, interval)}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the chart is moved with the arrow keys, like a slider
        tabIndex={0}
        {...handsOf({ scenes, meant, replay: props.replayHands, alerts: takes ? alertHands : undefined })}
      >
        <Drawn isHidden={readout.phase !== 'ready'} />
      </div>
      <ChartLegend
        {...{ instrument, interval, readout, picks, known, colours, timeText }}
        isNamedAbove={props.compact ?? false}
      />
      {readout.phase === 'ready' && <HeldLayers {...props} scenes={scenes} />}
      {menu !== null && (
        <ChartMenu
          place={menu}
          instrument={instrument}
          hasTicket={props.hasTicket ?? false}
          onClose={() => setMenu(null)}
        />
      )}
      {readout.phase === 'ready' && !readout.atLatest && (
        <Button className={classes.toLatest ?? ''} size="compact-xs" variant="default" onClick={toLatest}>
          {wording.chart.toLatest}
        </Button>
      )}
      <ChartMessage readout={readout} />
    </div>
  );
}

/** What the controller draws in and moves; see `chart-surface.ts` for their order. */
function Drawn({ isHidden }: { readonly isHidden: boolean }) {
  return (
    <>
      <canvas className={classes.under} data-part="under" data-hidden={isHidden} aria-hidden />
      <div className={classes.canvas} data-part="canvas" data-hidden={isHidden} aria-hidden />
      <div className={classes.lastLine} data-part="lastLine" hidden />
      <div className={classes.vertical} data-part="vertical" hidden />
      <div className={classes.horizontal} data-part="horizontal" hidden />
      <div className={classes.tag} data-part="lastTag" hidden aria-hidden />
      <div className={classes.tag} data-part="valueTag" hidden aria-hidden />
      <div className={classes.tag} data-part="timeTag" hidden aria-hidden />
    </>
  );
}

/** What lies over the candles and a hand takes hold of. */
function HeldLayers(props: CandleChartProps & { readonly scenes: SceneFeed }) {
  const { instrument, scenes, orders, showsDrawings = false } = props;
  return (
    <>
      {orders !== undefined && <OrderLineLayer lines={orders} instrument={instrument} scenes={scenes} />}
      {showsDrawings && <DrawingLayer key={instrument.id} instrument={instrument} scenes={scenes} />}
      {showsDrawings && (props.replay ?? null) === null && <AlertLineLayer instrument={instrument} scenes={scenes} />}
    </>
  );
}

type AlertHands = {
  readonly set: (price: number) => void;
  readonly open: (place: MenuPlace) => void;
};

type Hands = {
  readonly scenes: SceneFeed;
  readonly meant: () => MeantPlace | undefined;
  readonly replay: ReplayHands | undefined;
  readonly alerts: AlertHands | undefined;
};

/** `A` sets an alert where the crosshair stands; the menu's key or the other mouse button asks what to do there. */
function handsOf({ scenes, meant, replay, alerts }: Hands) {
  return {
    onKeyDown: (event: KeyboardEvent) => {
      const place = meant();
      const isAlert = event.key.toLowerCase() === 'a' && !event.ctrlKey && !event.altKey && !event.metaKey;
      if (replay !== undefined && pressReplayKey(event, replay, place?.timeMs)) event.preventDefault();
      else if (isAlert && alerts !== undefined && place !== undefined) alerts.set(place.price);
    },
    onClick: (event: MouseEvent<HTMLElement>) => {
      if (replay?.phase !== 'choosing') return;
      const timeMs = barAtX(scenes.current(), event.clientX - event.currentTarget.getBoundingClientRect().left);
      if (timeMs !== undefined) replay.beginAt(timeMs);
    },
    onContextMenu: (event: MouseEvent<HTMLElement>) => {
      event.preventDefault();
      const box = event.currentTarget.getBoundingClientRect();
      const place = meant();
      if (alerts === undefined || place === undefined) return;
      alerts.open({ x: event.clientX - box.left, y: event.clientY - box.top, price: place.price });
    },
  };
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
