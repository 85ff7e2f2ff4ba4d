import type { CandleColumns } from '../../src-main/model/candle.ts';

/**
 * Long-only `sma-cross` on many symbols with one capital, told plainly in float64 and with nothing of the engine: at each
 * minute's close every account value is that of all closes; who wants in takes its share of it if so much is free, else is
 * refused; orders fill at the symbol's next open. Symbols are asked in their order.
 */
export type PortfolioOracleOptions = {
  readonly fast: number;
  readonly slow: number;
  readonly feeRate: number;
  readonly capital: number;
  readonly sizeFraction: number;
  /** Loss of a UTC day that ends new entries, as a share of the equity the day began with; null without. */
  readonly maxDailyLossFraction: number | null;
};

export type PortfolioOracleTrade = {
  readonly symbol: number;
  readonly entryTimeMs: number;
  readonly exitTimeMs: number;
};

export type PortfolioOracleResult = {
  readonly trades: readonly PortfolioOracleTrade[];
  readonly refused: { buyingPower: number; dailyLoss: number };
  readonly finalEquity: number;
};

type Book = {
  row: number;
  held: number;
  entryTimeMs: number;
  mark: number;
  /** What waits for the next open: an amount to spend, or everything to sell. */
  order: { readonly buy: number } | 'sell' | null;
  /** Of fast − slow at the bar before: 1, −1, or 0 where they touch. */
  sign: number;
};

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const STEP = 1e8;

export function portfolioOracle(
  tapes: readonly CandleColumns[],
  options: PortfolioOracleOptions,
): PortfolioOracleResult {
  const { fast, slow, feeRate, sizeFraction, maxDailyLossFraction } = options;
  const moments = [...new Set(tapes.flatMap(({ openTimeMs }) => [...openTimeMs]))].sort((a, b) => a - b);
  const books = tapes.map((): Book => ({ row: 0, held: 0, entryTimeMs: 0, mark: Number.NaN, order: null, sign: 0 }));
  const trades: PortfolioOracleTrade[] = [];
  const refused = { buyingPower: 0, dailyLoss: 0 };
  let cash = options.capital;
  let day = { startMs: Number.NEGATIVE_INFINITY, equity: 0 };
  const worth = (): number => books.reduce((sum, { held, mark }) => sum + (held === 0 ? 0 : held * mark), cash);
  const bound = (): number =>
    books.reduce(
      (sum, { held, mark, order }) =>
        sum + (held === 0 ? 0 : held * mark) + (order !== null && order !== 'sell' ? order.buy : 0),
      0,
    );
  const sell = (symbol: number, price: number, timeMs: number): void => {
    const book = books[symbol] as Book;
    cash += book.held * price * (1 - feeRate);
    trades.push({ symbol, entryTimeMs: book.entryTimeMs, exitTimeMs: timeMs });
    book.held = 0;
  };
  const average = (closes: Float64Array, row: number, period: number): number =>
    closes.slice(row + 1 - period, row + 1).reduce((sum, close) => sum + close, 0) / period;

  for (const nowMs of moments) {
    const acting = tapes.flatMap(({ openTimeMs }, symbol) =>
      openTimeMs[(books[symbol] as Book).row] === nowMs ? [symbol] : [],
    );
    for (const symbol of acting) {
      const book = books[symbol] as Book;
      const open = (tapes[symbol] as CandleColumns).open[book.row] as number;
      if (book.order === 'sell') sell(symbol, open, nowMs);
      else if (book.order !== null) {
        book.held = Math.floor((book.order.buy / (open * (1 + feeRate))) * STEP) / STEP;
        book.entryTimeMs = nowMs;
        cash -= book.held * open * (1 + feeRate);
      }
      book.order = null;
    }
    for (const symbol of acting) {
      const book = books[symbol] as Book;
      book.mark = (tapes[symbol] as CandleColumns).close[book.row] as number;
    }
    const closeMs = nowMs + MINUTE_MS;
    const last = nowMs === moments.at(-1);
    if (!last && Math.floor(closeMs / DAY_MS) * DAY_MS > day.startMs) {
      day = { startMs: Math.floor(closeMs / DAY_MS) * DAY_MS, equity: worth() };
    }
    for (const symbol of acting) {
      const book = books[symbol] as Book;
      const { close } = tapes[symbol] as CandleColumns;
      const row = book.row++;
      if (row === close.length - 1) {
        if (book.held > 0) sell(symbol, close[row] as number, nowMs);
        continue;
      }
      if (row < slow - 1) continue;
      const [fastMean, slowMean] = [average(close, row, fast), average(close, row, slow)];
      const before = book.sign;
      const now = Math.abs(fastMean - slowMean) <= slowMean * 1e-10 ? 0 : Math.sign(fastMean - slowMean);
      book.sign = now;
      if (row < slow || now === 0 || (now > 0 ? before > 0 : before < 0)) continue;
      if (now < 0) {
        if (book.held > 0) book.order = 'sell';
      } else if (book.held > 0) {
        // it touched and rose again: there is nothing more to buy
      } else if (maxDailyLossFraction !== null && day.equity - worth() >= day.equity * maxDailyLossFraction) {
        refused.dailyLoss++;
      } else {
        const amount = worth() * sizeFraction;
        if (amount <= worth() - bound()) book.order = { buy: amount };
        else refused.buyingPower++;
      }
    }
  }
  return { trades, refused, finalEquity: cash };
}
