import type { InstrumentView } from '../../../src-preload/contract/views.ts';
import { BookLadder } from './book-ladder.tsx';
import { useFeedState } from './feed-state.tsx';
import classes from './market-side.module.css';
import { TradeTape } from './trade-tape.tsx';
import { useWatchedMarket } from './use-watched-market.ts';

/** Beside the chart: what is offered now, and what was traded. */
export function MarketSide({ instrument }: { readonly instrument: InstrumentView }) {
  const { book, trades } = useWatchedMarket(instrument.id);
  const feed = useFeedState(instrument)?.state;
  return (
    <aside className={classes.side}>
      <BookLadder book={book} instrument={instrument} isLive={feed === 'live' || feed === 'simulated'} />
      <TradeTape trades={trades} instrument={instrument} />
    </aside>
  );
}
