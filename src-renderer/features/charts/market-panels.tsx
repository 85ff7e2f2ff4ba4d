import type { InstrumentView } from '../../../src-preload/contract/views.ts';
import { useFeedState } from '../../replica/index.ts';
import { BookLadder } from './book-ladder.tsx';
import { TradeTape } from './trade-tape.tsx';
import { useWatchedMarket } from './use-watched-market.ts';

type OfInstrument = { readonly instrument: InstrumentView };

/** The order book of one instrument, as it is now. */
export function MarketBook({ instrument }: OfInstrument) {
  const { book } = useWatchedMarket(instrument.id);
  const feed = useFeedState(instrument)?.state;
  return <BookLadder book={book} instrument={instrument} isLive={feed === 'live' || feed === 'simulated'} />;
}

/** What was traded of one instrument, newest first. */
export function MarketTape({ instrument }: OfInstrument) {
  const { trades } = useWatchedMarket(instrument.id);
  return <TradeTape trades={trades} instrument={instrument} />;
}
