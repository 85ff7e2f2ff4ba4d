import type { RegimeName } from '../../../src-preload/contract/regimes.ts';
import type { IndicatorView } from '../../../src-preload/contract/research-views.ts';
import type { InstrumentView } from '../../../src-preload/contract/views.ts';
import { formatDecimal, formatQuantity, LOCALE, symbolText } from '../../format/index.ts';
import { wording } from '../../language/index.ts';
import { Percent } from '../../ui/index.ts';
import classes from './candle-chart.module.css';
import type { ChartColours } from './chart-colours.ts';
import type { ChartReadout } from './chart-readout.ts';
import type { IndicatorPick } from './chart-session.ts';
import { indicatorName } from './indicator-name.ts';
import type { TradeMark } from './trade-marks.ts';

export type ChartLegendProps = {
  readonly instrument: InstrumentView;
  readonly interval: string;
  readonly readout: ChartReadout;
  readonly picks: readonly IndicatorPick[];
  readonly known: readonly IndicatorView[];
  readonly colours: ChartColours;
  readonly timeText: (timeMs: number) => string;
  /** The place the chart stands in names the series already. */
  readonly isNamedAbove: boolean;
};

/** The read-out over a chart's upper left: the bar under the crosshair (else the newest), indicators, and trades in that bar. */
export function ChartLegend(props: ChartLegendProps) {
  const { instrument, interval, readout, picks, known, colours } = props;
  return (
    <div className={classes.legend} data-testid="chart-legend">
      <div className={classes.line}>
        {!props.isNamedAbove && (
          <>
            <strong>{instrument.symbol}</strong>
            <span>{interval}</span>
          </>
        )}
        {readout.barsPerRow > 1 && <span>{wording.chart.barsPerRow(readout.barsPerRow)}</span>}
        {readout.candle !== null && <CandleNumbers {...props} candle={readout.candle} />}
      </div>
      {readout.regime !== undefined && <RegimeLine regime={readout.regime} colours={colours} />}
      {readout.structure !== undefined && <StructureLine {...props} structure={readout.structure} />}
      {lineColours(picks, known, colours).map(({ pick, view, outputs }) => (
        <div key={pick.id} className={classes.line}>
          <span title={view.title}>{indicatorName(view, pick)}</span>
          {outputs.map(({ name, colour }) => (
            <span key={name}>
              <svg className={classes.swatch} viewBox="0 0 10 10" aria-hidden>
                <rect y="4" width="10" height="3" fill={colour} />
              </svg>
              {outputs.length > 1 && <span className={classes.name}>{name}</span>}
              {numberText(readout.values[`${pick.id}:${name}`], view.pane, readout.priceDecimals)}
            </span>
          ))}
        </div>
      ))}
      {readout.compared.map(({ instrumentId, colour, fraction }) => (
        <div key={instrumentId} className={classes.line} data-testid="compared-line">
          <span>
            <svg className={classes.swatch} viewBox="0 0 10 10" aria-hidden>
              <rect y="4" width="10" height="3" fill={colour} />
            </svg>
            {symbolText(instrumentId)}
          </span>
          {Number.isNaN(fraction) ? wording.chart.warmingUp : <Percent fraction={fraction} signed />}
        </div>
      ))}
      {readout.marks.slice(0, MOST_MARKS).map((mark, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two fills of one row may be equal in every field
        <MarkLine key={index} mark={mark} instrument={instrument} timeText={props.timeText} />
      ))}
      {readout.marks.length > MOST_MARKS && (
        <div className={classes.line}>{wording.chart.moreMarks(readout.marks.length - MOST_MARKS)}</div>
      )}
    </div>
  );
}

type StructureLineProps = ChartLegendProps & { readonly structure: NonNullable<ChartReadout['structure']> };

/** The newest break in sight and how many zones are still open, for those who do not see the drawing. */
function StructureLine({ structure, readout, timeText }: StructureLineProps) {
  const { lastBreak, openBlocks, openGaps } = structure;
  const texts = wording.chart.layers;
  return (
    <div className={classes.line} data-testid="structure-line">
      <span className={classes.name}>{texts.structure}</span>
      {lastBreak !== null && (
        <span>
          {texts.lastBreak(lastBreak.kind === 'bos' ? 'BOS' : 'CHoCH', lastBreak.direction === 1 ? '▲' : '▼')}{' '}
          {formatDecimal(lastBreak.top, { decimals: readout.priceDecimals })} · {timeText(lastBreak.knownMs)}
        </span>
      )}
      <span>{texts.open(openBlocks, openGaps)}</span>
      {readout.isStructureCut && <span>{texts.cut}</span>}
    </div>
  );
}

const SHADED = ['trendUp', 'trendDown', 'highVolatility', 'crisis'] as const;

/** What the bar's regime is, and which colour stands for which. */
function RegimeLine({ regime, colours }: { readonly regime: RegimeName | null; readonly colours: ChartColours }) {
  return (
    <div className={classes.line} data-testid="regime-line">
      <span className={classes.name}>{wording.regimes.title}</span>
      <strong>{regime === null ? wording.regimes.unknown : wording.regimes.names[regime]}</strong>
      {SHADED.map((name) => (
        <span key={name}>
          <svg className={classes.swatch} viewBox="0 0 10 10" aria-hidden>
            <rect width="10" height="10" fill={colours.regimes[name]} />
          </svg>
          <span className={classes.name}>{wording.regimes.names[name]}</span>
        </span>
      ))}
    </div>
  );
}

const MOST_MARKS = 6;

function CandleNumbers(props: ChartLegendProps & { readonly candle: NonNullable<ChartReadout['candle']> }) {
  const { candle, readout, instrument, timeText } = props;
  const price = (value: number): string => formatDecimal(value, { decimals: readout.priceDecimals });
  const change = candle.open === 0 ? 0 : candle.close / candle.open - 1;
  const parts: readonly (readonly [string, string])[] = [
    [wording.chart.open, price(candle.open)],
    [wording.chart.high, price(candle.high)],
    [wording.chart.low, price(candle.low)],
    [wording.chart.close, `${price(candle.close)} ${instrument.quoteAsset}`],
    [wording.chart.volume, `${volumeText(candle.volume)} ${instrument.baseAsset}`],
  ];
  return (
    <>
      <span>{timeText(candle.openTimeMs)}</span>
      {parts.map(([name, text]) => (
        <span key={name}>
          <span className={classes.name}>{name}</span>
          {text}
        </span>
      ))}
      <Percent fraction={change} signed />
    </>
  );
}

function MarkLine(props: {
  readonly mark: TradeMark;
  readonly instrument: InstrumentView;
  readonly timeText: (timeMs: number) => string;
}) {
  const { mark, instrument, timeText } = props;
  return (
    <div className={classes.line}>
      <strong>{mark.side === 'buy' ? wording.chart.bought : wording.chart.sold}</strong>
      <span>{`${formatQuantity(mark.quantity)} ${instrument.baseAsset}`}</span>
      <span>{`${formatQuantity(mark.price, 12)} ${instrument.quoteAsset}`}</span>
      {mark.by !== '' && <span>{mark.by}</span>}
      <span className={classes.name}>{timeText(mark.timeMs)}</span>
    </div>
  );
}

/** The same order and colours as the lines on the canvas. */
function lineColours(picks: readonly IndicatorPick[], known: readonly IndicatorView[], colours: ChartColours) {
  let used = 0;
  return picks.flatMap((pick) => {
    const view = known.find((candidate) => candidate.name === pick.name);
    if (view === undefined) return [];
    const outputs = view.outputs.map((name) => ({ name, colour: colours.palette[used++ % colours.palette.length] }));
    return [{ pick, view, outputs }];
  });
}

function numberText(value: number | undefined, pane: IndicatorView['pane'], priceDecimals: number): string {
  if (value === undefined || Number.isNaN(value)) return wording.chart.warmingUp;
  return pane === 'price' ? formatDecimal(value, { decimals: priceDecimals }) : significant(value);
}

const FIGURES = 4;

/** About four figures: an oscillator's reading, not an amount. */
function significant(value: number): string {
  const wholeDigits = value === 0 ? 1 : Math.floor(Math.log10(Math.abs(value))) + 1;
  return formatDecimal(value, { decimals: Math.min(10, Math.max(0, FIGURES - wholeDigits)) });
}

const volumeFormat = new Intl.NumberFormat(LOCALE, {
  maximumSignificantDigits: 5,
  notation: 'compact',
  numberingSystem: 'latn',
});
const volumeText = (volume: number): string => volumeFormat.format(volume);
