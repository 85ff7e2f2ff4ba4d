import type { IndicatorRequest } from '../../engine/indicators/indicator.ts';
import type { Intent } from '../../engine/strategies/intent.ts';
import { ENTER_LONG, ENTER_SHORT, EXIT, HOLD } from '../../engine/strategies/intent.ts';
import type { StrategyInputs, StrategyRun } from '../../engine/strategies/strategy.ts';
import { StrategyFault } from '../strategy-problem.ts';
import { readIntents } from './own-intent.ts';
import type { RealmInputs } from './realm/realm-bar.ts';
import { DECIDED } from './realm/realm-text.ts';
import type { SealedStrategy } from './seal-strategy.ts';

export type OwnRunParts = {
  readonly sealed: SealedStrategy;
  readonly indicators: Readonly<Record<string, IndicatorRequest>>;
  /** Names of the further series. */
  readonly series: readonly string[];
  readonly readsRegime: boolean;
};

const COLUMNS = ['open', 'high', 'low', 'close', 'volume'] as const;
const SERIES_COLUMNS = [...COLUMNS, 'openTimeMs'] as const;

/** One run of a sealed strategy over the inputs it is given. */
export function beginRun(parts: OwnRunParts, values: object, inputs: StrategyInputs): StrategyRun {
  const { sealed } = parts;
  const module = sealed.load();
  handIn(module.inputs, parts, inputs);
  if (!module.begin(JSON.stringify(values))) throw sealed.fault();
  return { decide: () => intentOf(module.decide(), sealed) };
}

function handIn(realm: RealmInputs, { indicators, series, readsRegime }: OwnRunParts, inputs: StrategyInputs): void {
  for (const name of COLUMNS) {
    const reader = inputs[name];
    realm.column(name, (barsAgo) => reader.at(barsAgo));
  }
  for (const [name, { definition }] of Object.entries(indicators)) {
    for (const output of definition.outputs) {
      const reader = inputs.indicator(name, output);
      realm.indicator(name, definition.outputs.length === 1 ? null : output, (barsAgo) => reader.at(barsAgo));
    }
  }
  for (const name of series) {
    const candles = inputs.series(name);
    for (const column of SERIES_COLUMNS) {
      const reader = candles[column];
      realm.candles(name, column, (barsAgo) => reader.at(barsAgo));
    }
  }
  const { position, regime } = inputs;
  if (readsRegime) realm.regime(() => regime.current ?? '');
  realm.position(
    () => position.side,
    (figure) => position[figure as 'quantity' | 'averagePrice' | 'entries' | 'barsHeld'],
  );
}

function intentOf(decided: number, sealed: SealedStrategy): Intent | readonly Intent[] {
  switch (decided) {
    case DECIDED.hold:
      return HOLD;
    case DECIDED.exit:
      return EXIT;
    case DECIDED.enterLong:
      return ENTER_LONG;
    case DECIDED.enterShort:
      return ENTER_SHORT;
    case DECIDED.written:
      return readWritten(sealed);
    default:
      throw sealed.fault();
  }
}

function readWritten(sealed: SealedStrategy): Intent | readonly Intent[] {
  try {
    return readIntents(sealed.text());
  } catch (error) {
    throw new StrategyFault(sealed.line(), error instanceof Error ? error.message : String(error));
  }
}
