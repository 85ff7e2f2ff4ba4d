import { firstIndexAtOrAfter } from '../../base/first-index-at-or-after.ts';
import type { IndicatorRequests } from '../../engine/indicators/frame.ts';
import type { IndicatorDefinition, IndicatorRequest } from '../../engine/indicators/indicator.ts';
import { obv } from '../../engine/indicators/obv.ts';
import { runStep } from '../../engine/indicators/stepwise.ts';
import type { ValueReader } from '../../engine/indicators/value-reader.ts';
import { NO_POSITION } from '../../engine/strategies/inputs-of.ts';
import { HOLD } from '../../engine/strategies/intent.ts';
import type {
  PositionView,
  StrategyDefinition,
  StrategyInputs,
  StrategyRun,
} from '../../engine/strategies/strategy.ts';
import type { CandleColumns } from '../../model/candle.ts';
import { intentText, NOTHING } from './intent-text.ts';
import { copyCandles } from './other-tapes.ts';
import type { OutputRecord, RunRecord } from './run-record.ts';

export type WatchOptions = {
  readonly rows: number;
  /** Candles from here on are kept from the indicators: they are there only so that the bar before them is judged. */
  readonly hiddenFromMs: number;
  /** Indicators by their step form, as a live bot computes them. */
  readonly stepped: boolean;
  /** The position to show at a row instead of the run's own. */
  readonly positionAt?: (row: number) => PositionView | undefined;
};

/** A declared name no strategy can have. */
const ROW = '#row';

/** Says which row of the tape just closed, through the same frame the strategy reads. */
const rowProbe: IndicatorDefinition = {
  name: 'row',
  title: 'Row',
  outputs: ['row'],
  pane: 'own',
  params: obv.params,
  warmUp: () => 0,
  series: ({ openTimeMs }) => [Float64Array.from(openTimeMs.keys())],
  step: () => {
    let row = 0;
    return {
      update(_candle, out) {
        out[0] = row++;
      },
    };
  },
};

type Watched = { readonly name: string; readonly request: IndicatorRequest; readonly output: string };
type Read = { readonly reader: ValueReader; readonly given: Float64Array; readonly lookedBack: Float64Array | null };

/** The strategy with somebody looking over its shoulder. `record` is complete once a run with it has ended. */
export class WatchedStrategy {
  readonly definition: StrategyDefinition;
  readonly #options: WatchOptions;
  readonly #original: StrategyDefinition;
  readonly #decisions: string[];
  readonly #judged: Uint8Array;
  readonly #positions: (PositionView | undefined)[];
  #outputs: readonly OutputRecord[] = [];
  #failure: RunRecord['failure'] = null;

  constructor(original: StrategyDefinition, options: WatchOptions) {
    this.#original = original;
    this.#options = options;
    this.#decisions = new Array<string>(options.rows).fill(NOTHING);
    this.#judged = new Uint8Array(options.rows);
    this.#positions = new Array<PositionView | undefined>(options.rows).fill(undefined);
    this.definition = {
      ...original,
      indicators: (params) => this.#indicators(params),
      warmUp: (params) => this.#guarded(-1, () => original.warmUp(params)) ?? 0,
      create: (params, inputs) => this.#create(params, inputs),
    };
  }

  /** The engine would not go on with it: what it wanted last could not be done. */
  fail(message: string): void {
    this.#failure ??= { row: this.#judged.lastIndexOf(1), message };
  }

  record(): RunRecord {
    return {
      decisions: this.#decisions,
      judged: this.#judged,
      outputs: this.#outputs,
      positions: this.#positions,
      failure: this.#failure,
    };
  }

  #indicators(params: object): IndicatorRequests {
    const declared = this.#guarded(-1, () => this.#original.indicators(params)) ?? {};
    const watched = Object.entries(declared).map(([name, request]) => [name, this.#watchedRequest(request)]);
    return { ...Object.fromEntries(watched), [ROW]: { definition: rowProbe, params: {} } };
  }

  #watchedRequest(request: IndicatorRequest): IndicatorRequest {
    const { definition } = request;
    const series: IndicatorDefinition['series'] = (candles, params) => {
      const seen = this.#withoutHidden(candles);
      const columns = this.#guarded(-1, () =>
        this.#options.stepped
          ? runStep(definition.step(params), seen, definition.outputs.length)
          : definition.series(seen, params),
      );
      return definition.outputs.map((_output, k) => padded(columns?.[k], candles.close.length));
    };
    return { ...request, definition: { ...definition, series } };
  }

  /** A copy: a view would let an indicator reach what lies behind it in memory. */
  #withoutHidden(candles: CandleColumns): CandleColumns {
    const rows = firstIndexAtOrAfter(candles.openTimeMs, this.#options.hiddenFromMs);
    return rows === candles.openTimeMs.length ? candles : copyCandles(candles, 0, rows);
  }

  #create(params: object, inputs: StrategyInputs): StrategyRun {
    const reads = this.#openReads(inputs, this.#guarded(-1, () => this.#original.indicators(params)) ?? {});
    const row = inputs.indicator(ROW);
    const position: PositionView = this.#options.positionAt === undefined ? inputs.position : { ...NO_POSITION };
    const run = this.#guarded(-1, () => this.#original.create(params, { ...inputs, position }));
    return {
      decide: () => {
        const now = row.at(0);
        this.#look(now, position, reads);
        const intents = run === null || this.#failure !== null ? HOLD : this.#guarded(now, () => run.decide());
        if (intents === null) return HOLD;
        this.#decisions[now] = intentText(intents);
        return intents;
      },
    };
  }

  #openReads(inputs: StrategyInputs, declared: IndicatorRequests): readonly Read[] {
    const all: readonly Watched[] = Object.entries(declared).flatMap(([name, request]) =>
      request.definition.outputs.map((output) => ({ name, request, output })),
    );
    const { rows } = this.#options;
    this.#outputs = all.map(({ name, request: { definition, series }, output }) => ({
      name: `${name}.${output}`,
      sparse: definition.sparse === true,
      given: new Float64Array(rows).fill(Number.NaN),
      lookedBack: series === undefined ? new Float64Array(rows).fill(Number.NaN) : null,
    }));
    return all.map(({ name, output }, k) => {
      const { given, lookedBack } = this.#outputs[k] as OutputRecord;
      return { reader: inputs.indicator(name, output), given, lookedBack };
    });
  }

  #look(now: number, position: PositionView, reads: readonly Read[]): void {
    this.#judged[now] = 1;
    const shown = this.#options.positionAt?.(now);
    if (shown !== undefined) Object.assign(position, shown);
    const { side, quantity, averagePrice, entries, barsHeld } = position;
    this.#positions[now] = { side, quantity, averagePrice, entries, barsHeld };
    for (const { reader, given } of reads) given[now] = reader.at(0);
    if (now !== this.#options.rows - 2) return;
    for (const { reader, lookedBack } of reads) {
      if (lookedBack === null) continue;
      for (let row = 0; row <= now; row++) if (this.#judged[row] === 1) lookedBack[row] = reader.at(now - row);
    }
  }

  /** What the strategy throws ends its part in the run, not the run. */
  #guarded<T>(row: number, ask: () => T): T | null {
    try {
      return ask();
    } catch (error) {
      this.#failure ??= { row, message: error instanceof Error ? error.message : String(error) };
      return null;
    }
  }
}

function padded(column: Float64Array | undefined, rows: number): Float64Array {
  if (column?.length === rows) return column;
  const values = new Float64Array(rows).fill(Number.NaN);
  if (column !== undefined) values.set(column.subarray(0, rows));
  return values;
}
