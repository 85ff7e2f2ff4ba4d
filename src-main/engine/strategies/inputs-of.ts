import type { Frame } from '../indicators/frame.ts';
import type { RegimeView } from '../ports/regime-model.ts';
import type { PositionView, SeriesInputs, StrategyInputs } from './strategy.ts';

/** The frames of a strategy's further series, by the series' name and by the name of each indicator computed on one. */
export type FurtherFrames = {
  readonly series: ReadonlyMap<string, Frame>;
  readonly indicators: ReadonlyMap<string, Frame>;
};

/** What a strategy may see: frames, which end at now, and its own position. */
export function inputsOf(
  frame: Frame,
  position: PositionView = NO_POSITION,
  further: FurtherFrames = NO_FURTHER_FRAMES,
  regime: RegimeView | null = null,
): StrategyInputs {
  const { open, high, low, close, volume } = frame;
  return {
    open,
    high,
    low,
    close,
    volume,
    indicator: (name, output) => (further.indicators.get(name) ?? frame).indicator(name, output),
    series: (name) => seriesInputs(further.series.get(name) ?? unknownSeries(name, further)),
    position,
    regime: regime ?? UNREAD_REGIME,
  };
}

/** A null in its place would read as a regime that is not known yet. */
const UNREAD_REGIME: RegimeView = {
  get current(): never {
    throw new Error(NOT_READ);
  },
  get sinceMs(): never {
    throw new Error(NOT_READ);
  },
};
const NOT_READ = 'regime was read, expected a strategy that says so: readsRegime';

function seriesInputs({ openTimeMs, open, high, low, close, volume }: Frame): SeriesInputs {
  return { openTimeMs, open, high, low, close, volume };
}

const NO_FURTHER_FRAMES: FurtherFrames = { series: new Map(), indicators: new Map() };

function unknownSeries(name: string, { series }: FurtherFrames): never {
  throw new Error(`series is "${name}", expected one that was declared: ${[...series.keys()].join(', ') || 'none'}`);
}

/** That of a bot that never trades. */
export const NO_POSITION: PositionView = {
  side: 'flat',
  quantity: 0,
  averagePrice: Number.NaN,
  entries: 0,
  barsHeld: 0,
};
