import type { ChannelOutput } from '../../src-preload/contract/channels.ts';
import type { Outcome } from '../base/outcome.ts';
import type { AreaHandlers, ParsedInput } from './handlers.ts';

export type PortfolioPort = {
  readonly attribution: (
    accountId: string,
    grouping: ParsedInput<'portfolio.attribution'>['grouping'],
  ) => Promise<Outcome<ChannelOutput<'portfolio.attribution'>>>;
  readonly correlations: (accountId: string) => Promise<Outcome<ChannelOutput<'portfolio.correlations'>>>;
  readonly performance: (accountId: string) => Outcome<ChannelOutput<'portfolio.performance'>>;
  readonly export: (request: ParsedInput<'portfolio.export'>) => Promise<Outcome<ChannelOutput<'portfolio.export'>>>;
  readonly story: (asked: ParsedInput<'trades.story'>) => Outcome<ChannelOutput<'trades.story'>>;
  /** Of every bot, or of one. */
  readonly parity: (
    costs: ParsedInput<'parity.report'>['costs'],
    onlyBotId?: string,
  ) => Promise<Outcome<ChannelOutput<'parity.report'>>>;
};

export function portfolioHandlers(portfolio: PortfolioPort) {
  return {
    'portfolio.attribution': ({ accountId, grouping }) => portfolio.attribution(accountId, grouping),
    'portfolio.correlations': ({ accountId }) => portfolio.correlations(accountId),
    'portfolio.performance': ({ accountId }) => portfolio.performance(accountId),
    'portfolio.export': (request) => portfolio.export(request),
    'trades.story': (asked) => portfolio.story(asked),
    'parity.report': ({ costs }) => portfolio.parity(costs),
  } satisfies AreaHandlers<'portfolio'> & AreaHandlers<'parity'> & AreaHandlers<'trades'>;
}
