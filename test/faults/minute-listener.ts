import type { ExchangeAdapter } from '../../src-main/engine/ports/exchange.ts';
import type { Candle } from '../../src-main/model/candle.ts';
import { copyCandle } from '../../src-main/model/candle.ts';
import type { LocalExchange } from '../exchange/start-local-exchange.ts';

/** One who listens to an instrument, and the closed minutes told so far. */
export type MinuteListener = {
  readonly instrumentId: string;
  /** The exchange's time when it came, ms. */
  readonly fromMs: number;
  readonly told: readonly Candle[];
  hasLeft(): boolean;
  leave(): void;
};

const MINUTE_MS = 60_000;
/** A minute that ended longer ago must have been told. */
const SETTLED_MS = 20_000;

export function listenToMinutes({ feed }: ExchangeAdapter, instrumentId: string, fromMs: number): MinuteListener {
  const told: Candle[] = [];
  let hasLeft = false;
  const subscription = feed.subscribe([instrumentId], (message) => {
    if (message.kind === 'candle') told.push(copyCandle(message.candle));
  });
  return {
    instrumentId,
    fromMs,
    told,
    hasLeft: () => hasLeft,
    leave() {
      hasLeft = true;
      void subscription.dispose();
    },
  };
}

/** What is not as it was at the exchange: of each minute from the first told to the last, or to now for who still listens. */
export function minuteProblems(exchange: LocalExchange, listener: MinuteListener, nowMs: number): readonly string[] {
  const { instrumentId, told, fromMs } = listener;
  const [first] = told;
  if (first === undefined) return listener.hasLeft() ? [] : [`${instrumentId}: no minute was told`];
  const settledMs = Math.floor((nowMs - SETTLED_MS) / MINUTE_MS) * MINUTE_MS;
  const endMs = listener.hasLeft() ? (told.at(-1)?.openTimeMs ?? 0) + MINUTE_MS : settledMs;
  const symbol = instrumentId.slice(instrumentId.indexOf(':') + 1);
  const expected = exchange.core
    .minutes(symbol, first.openTimeMs, endMs)
    .filter(({ trades }) => trades > 0)
    .map((minute) => textOf({ ...minute, ...numbersOf(minute) }));
  const heard = told.filter(({ openTimeMs, volume }) => openTimeMs < endMs && volume > 0).map(textOf);
  const row = Array.from({ length: Math.max(heard.length, expected.length) }).findIndex(
    (_, index) => heard[index] !== expected[index],
  );
  return [
    ...(row < 0 ? [] : [`${instrumentId}: minute ${row} told as ${heard[row]}, expected ${expected[row]}`]),
    ...(first.openTimeMs > fromMs + 2 * MINUTE_MS ? [`${instrumentId}: the first minute told is late`] : []),
    ...told.flatMap((candle, index) => orderProblem(instrumentId, candle, told[index - 1])),
  ];
}

/** Each once, in order; a quiet one stands where the last left off. */
function orderProblem(instrumentId: string, candle: Candle, before: Candle | undefined): readonly string[] {
  if (before === undefined) return [];
  if (candle.openTimeMs <= before.openTimeMs) return [`${instrumentId}: ${textOf(candle)} after ${textOf(before)}`];
  if (candle.volume > 0) return [];
  const { open, high, low, close } = candle;
  const isFlat = [open, high, low, close].every((price) => price === before.close);
  return isFlat ? [] : [`${instrumentId}: a quiet minute ${textOf(candle)} after ${textOf(before)}`];
}

type Minute = Readonly<Record<'open' | 'high' | 'low' | 'close' | 'volume', string>>;

function numbersOf({ open, high, low, close, volume }: Minute): Omit<Candle, 'openTimeMs'> {
  return { open: Number(open), high: Number(high), low: Number(low), close: Number(close), volume: Number(volume) };
}

function textOf({ openTimeMs, open, high, low, close, volume }: Candle): string {
  return [openTimeMs, open, high, low, close, volume].join(' ');
}
