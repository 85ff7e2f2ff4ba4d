import type { BookView } from '../../../src-preload/contract/exchange-views.ts';
import type { InstrumentView } from '../../../src-preload/contract/views.ts';
import { formatDecimal, formatPrice, formatTime } from '../../format/index.ts';
import { wording } from '../../language/index.ts';
import { useSettings } from '../../replica/index.ts';
import { Panel, StateBadge } from '../../ui/index.ts';
import { fillTicketPrice } from '../ticket/index.ts';
import classes from './market-side.module.css';
import { quantityText } from './quantity-text.ts';

const LEVELS = 10;
type Level = BookView['bids'][number];

export type BookLadderProps = {
  readonly book: BookView | null;
  readonly instrument: InstrumentView;
  /** False: the book is the last one that was told, and nobody can trade on it. */
  readonly isLive: boolean;
};

/** The order book as a ladder: asks above, bids below, the spread between; bars are quantities against the largest in sight. */
export function BookLadder({ book, instrument, isLive }: BookLadderProps) {
  const { timeZone } = useSettings();
  const isOld = book !== null && !isLive;
  const asks = book?.asks.slice(0, LEVELS) ?? [];
  const bids = book?.bids.slice(0, LEVELS) ?? [];
  const largest = Math.max(0, ...[...asks, ...bids].map(([, quantity]) => quantity));
  return (
    <Panel
      title={wording.chart.book}
      note={
        isOld ? (
          <StateBadge tone="bad" label={wording.chart.bookNotLive(formatTime(book.timeMs, timeZone, 'time'))} />
        ) : (
          `${wording.chart.quantityIn} ${instrument.baseAsset}`
        )
      }
      className={classes.ladder}
    >
      {book === null ? (
        <p className={classes.waiting}>{wording.chart.noBook}</p>
      ) : (
        <table className={classes.levels} data-testid="book-ladder" data-old={isOld} aria-label={wording.chart.book}>
          <tbody>
            {rowsOf(asks)
              .reverse()
              .map((row) => (
                <LadderRow key={row.place} {...{ ...row, largest, instrument }} side="ask" />
              ))}
            <tr className={classes.spread}>
              <td colSpan={2}>{spreadText(asks[0], bids[0], instrument)}</td>
            </tr>
            {rowsOf(bids).map((row) => (
              <LadderRow key={row.place} {...{ ...row, largest, instrument }} side="bid" />
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}

/** By place from the best one on, and always as many, so that nothing jumps. */
function rowsOf(levels: readonly Level[]): { readonly place: number; readonly level: Level | undefined }[] {
  return Array.from({ length: LEVELS }, (_, place) => ({ place, level: levels[place] }));
}

type LadderRowProps = {
  readonly level: Level | undefined;
  readonly side: 'ask' | 'bid';
  readonly largest: number;
  readonly instrument: InstrumentView;
};

function LadderRow({ level, side, largest, instrument }: LadderRowProps) {
  if (level === undefined) {
    return (
      <tr>
        <td colSpan={2} />
      </tr>
    );
  }
  const [price, quantity] = level;
  return (
    <tr data-side={side}>
      <td className={classes.price}>
        <button
          type="button"
          className={classes.pick}
          aria-label={wording.chart.priceToTicket(formatPrice(price, instrument.tick))}
          tabIndex={-1}
          onClick={() => fillTicketPrice(instrument.id, String(price))}
        >
          {formatPrice(price, instrument.tick)}
        </button>
      </td>
      <td className={classes.quantity}>
        <span className={classes.bar} style={{ width: `${(quantity / largest) * 100}%` }} aria-hidden />
        <span className={classes.amount}>{quantityText(quantity, instrument.step)}</span>
      </td>
    </tr>
  );
}

function spreadText(ask: Level | undefined, bid: Level | undefined, { tick }: InstrumentView): string {
  if (ask === undefined || bid === undefined) return wording.chart.oneSided;
  const basisPoints = ((ask[0] - bid[0]) / ((ask[0] + bid[0]) / 2)) * 10_000;
  return wording.chart.spread(formatPrice(ask[0] - bid[0], tick), formatDecimal(basisPoints, { decimals: 2 }));
}
