import { expect, it } from 'vitest';
import { PlannedBooks } from '../../../../../src-main/composition/exchanges/planned-books.ts';
import type { BotStanding } from '../../../../../src-main/engine/engine-state.ts';
import type { MarketFeed } from '../../../../../src-main/engine/ports/market-feed.ts';
import type { BotState } from '../../../../../src-main/model/bot.ts';
import type { ExecutionStyle } from '../../../../../src-main/model/execution-style.ts';

const ID = 'x:BTC-USDT';
const TWAP: ExecutionStyle = { kind: 'twap', durationMs: 60_000, slices: 4, maxSlippageBps: null };

const bot = (state: BotState, execution?: ExecutionStyle, instrumentId = ID): BotStanding =>
  ({ config: { instrumentId, ...(execution === undefined ? {} : { execution }) }, state }) as BotStanding;

it('the books that running bots plan with are followed, no others, and no longer', () => {
  const watched: string[] = [];
  const book = { instrumentId: ID };
  const feed = {
    instruments: () => [{ id: ID }],
    watchBook: (id: string) => {
      watched.push(id);
      return { dispose: () => void watched.splice(watched.indexOf(id), 1) };
    },
    book: () => book,
  } as unknown as MarketFeed;
  let bots: readonly BotStanding[] = [];
  const books = new PlannedBooks({ bots: () => bots, feedOf: () => feed });
  const after = (...now: readonly BotStanding[]): readonly string[] => {
    bots = now;
    books.refresh();
    return [...watched];
  };
  expect(after(bot('running'), bot('stopped', TWAP), bot('running', TWAP, 'demo:BTC-USDT'))).toEqual([]);
  expect(books.bookOf(ID)).toBeNull();
  expect(after(bot('running', TWAP), bot('running', { kind: 'market', maxSlippageBps: 5 }))).toEqual([ID]);
  expect(books.bookOf(ID)).toBe(book);
  expect(after(bot('stopped', TWAP))).toEqual([]);
  after(bot('running', TWAP));
  books.dispose();
  expect(watched).toEqual([]);
});
