import type { Candle, CandleColumns } from '../../model/candle.ts';
import { candleAt } from '../../model/candle.ts';
import type { Frame, IndicatorRequests } from './frame.ts';
import { outputIndex } from './frame.ts';
import type { IndicatorRequest, IndicatorStep } from './indicator.ts';
import type { Column, ValueReader } from './value-reader.ts';
import { ColumnReader } from './value-reader.ts';

/** Bars kept for looking back; older ones fall out, in halves, so that memory stays bounded however long a bot runs. */
const KEPT_BARS = 2048;
/** Room at first; twice as much each time it is full. Of many bots most never look at many bars. */
const FIRST_BARS = 64;

type Stepped = { readonly step: IndicatorStep; readonly out: Float64Array; readonly columns: readonly Column[] };

/** A frame that grows one candle at a time. */
class LiveFrame implements Frame {
  readonly #cursor = { now: -1 };
  readonly #times = newColumn();
  readonly #open = newColumn();
  readonly #high = newColumn();
  readonly #low = newColumn();
  readonly #close = newColumn();
  readonly #volume = newColumn();
  readonly openTimeMs = new ColumnReader(this.#times, this.#cursor);
  readonly open = new ColumnReader(this.#open, this.#cursor);
  readonly high = new ColumnReader(this.#high, this.#cursor);
  readonly low = new ColumnReader(this.#low, this.#cursor);
  readonly close = new ColumnReader(this.#close, this.#cursor);
  readonly volume = new ColumnReader(this.#volume, this.#cursor);
  readonly #requests: IndicatorRequests;
  readonly #stepped: ReadonlyMap<string, Stepped>;
  #count = 0;
  /** Bars that the columns have room for. */
  #room = FIRST_BARS;

  constructor(requests: IndicatorRequests) {
    this.#requests = requests;
    this.#stepped = new Map(Object.entries(requests).map(([name, request]) => [name, stepped(request)]));
  }

  get count(): number {
    return this.#count;
  }

  get lastOpenMs(): number {
    return this.#times.values[this.#cursor.now] ?? Number.NEGATIVE_INFINITY;
  }

  indicator(name: string, output?: string): ValueReader {
    const column = this.#stepped.get(name)?.columns[outputIndex(this.#requests, name, output)];
    if (column === undefined) throw new Error(`indicator ${name} gave fewer columns than it declares`);
    return new ColumnReader(column, this.#cursor);
  }

  advance(candle: Candle): boolean {
    if (candle.openTimeMs <= this.lastOpenMs) return false;
    if (this.#cursor.now + 1 === this.#room) this.#makeRoom();
    const now = ++this.#cursor.now;
    this.#count++;
    this.#times.values[now] = candle.openTimeMs;
    this.#open.values[now] = candle.open;
    this.#high.values[now] = candle.high;
    this.#low.values[now] = candle.low;
    this.#close.values[now] = candle.close;
    this.#volume.values[now] = candle.volume;
    for (const { step, out, columns } of this.#stepped.values()) {
      step.update(candle, out);
      for (let output = 0; output < columns.length; output++) {
        (columns[output] as Column).values[now] = out[output] as number;
      }
    }
    return true;
  }

  #makeRoom(): void {
    const own = [this.#times, this.#open, this.#high, this.#low, this.#close, this.#volume];
    const columns = [...own, ...[...this.#stepped.values()].flatMap((each) => each.columns)];
    if (this.#room < KEPT_BARS) {
      this.#room *= 2;
      for (const column of columns) column.values = enlarged(column.values, this.#room);
      return;
    }
    const half = KEPT_BARS / 2;
    for (const { values } of columns) values.copyWithin(0, half);
    this.#cursor.now -= half;
  }
}

function newColumn(): Column {
  return { values: new Float64Array(FIRST_BARS) };
}

function enlarged(values: Float64Array, room: number): Float64Array {
  const larger = new Float64Array(room);
  larger.set(values);
  return larger;
}

function stepped({ definition, params }: IndicatorRequest): Stepped {
  const columns = definition.outputs.map(newColumn);
  return { step: definition.step(params), out: new Float64Array(columns.length), columns };
}

export function createLiveFrame(requests: IndicatorRequests, history: CandleColumns | null): Frame {
  const frame = new LiveFrame(requests);
  const rows = history?.openTimeMs.length ?? 0;
  if (history !== null) for (let row = 0; row < rows; row++) frame.advance(candleAt(history, row));
  return frame;
}
