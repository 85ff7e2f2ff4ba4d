import type { ChannelOutput } from '../../src-preload/contract/channels.ts';
import type { Outcome } from '../base/outcome.ts';
import { succeed } from '../base/outcome.ts';
import type { AreaHandlers, ParsedInput } from './handlers.ts';

export type CandlesPort = {
  readonly window: (request: ParsedInput<'candles.window'>) => Promise<Outcome<ChannelOutput<'candles.window'>>>;
  readonly indicator: (
    request: ParsedInput<'candles.indicator'>,
  ) => Promise<Outcome<ChannelOutput<'candles.indicator'>>>;
  readonly structure: (
    request: ParsedInput<'candles.structure'>,
  ) => Promise<Outcome<ChannelOutput<'candles.structure'>>>;
  /** Pushes the forming candles of these series for this window from now on, and of no other. */
  readonly follow: (windowId: number, series: ParsedInput<'candles.follow'>['series']) => Promise<Outcome<unknown>>;
  /** The shipped ones and those of the person that may run now. */
  readonly strategies: () => ChannelOutput<'strategies.list'>['strategies'];
  readonly indicators: () => ChannelOutput<'indicators.list'>['indicators'];
};

export function candlesHandlers(candles: CandlesPort) {
  return {
    'candles.window': (request) => candles.window(request),
    'candles.indicator': (request) => candles.indicator(request),
    'candles.structure': (request) => candles.structure(request),
    'candles.follow': async ({ series }, { windowId }) => {
      const followed = await candles.follow(windowId, series);
      return followed.ok ? succeed({}) : followed;
    },
    'strategies.list': () => succeed({ strategies: candles.strategies() }),
    'indicators.list': () => succeed({ indicators: candles.indicators() }),
  } satisfies AreaHandlers<'candles'> & AreaHandlers<'strategies'> & AreaHandlers<'indicators'>;
}
