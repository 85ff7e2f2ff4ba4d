import type { ChannelOutput } from '../../src-preload/contract/channels.ts';
import type { Outcome } from '../base/outcome.ts';
import { fail, succeed } from '../base/outcome.ts';
import type { Instrument } from '../model/instrument.ts';
import type { RecentActivity } from './activity.ts';
import type { AreaHandlers, ParsedInput } from './handlers.ts';
import { toExecutionView, toFillView, toInstrumentView, toTradeView } from './to-view.ts';

export type AccountPort = {
  readonly open: (request: ParsedInput<'account.open'>) => Promise<Outcome<{ readonly id: string }>>;
  readonly close: (accountId: string) => Outcome<void>;
  /** Null when it was done, or why it was refused. */
  readonly decide: (decision: ParsedInput<'account.decide'>) => string | null;
  readonly equityHistory: () => ChannelOutput<'account.equityHistory'>;
  readonly activity: (botId: string | null, instrumentId: string | null) => RecentActivity;
  /** Those that trade, and those that have stored candles. */
  readonly instruments: () => Promise<Outcome<readonly Instrument[]>>;
};

export function accountHandlers(account: AccountPort) {
  return {
    'account.open': async (request) => {
      const opened = await account.open(request);
      return opened.ok ? succeed({ accountId: opened.value.id }) : opened;
    },
    'account.close': ({ accountId }) => {
      const closed = account.close(accountId);
      return closed.ok ? succeed({}) : closed;
    },
    'account.decide': (decision) => {
      const refusal = account.decide(decision);
      return refusal === null ? succeed({}) : fail('badArgument', refusal);
    },
    'account.equityHistory': () => succeed(account.equityHistory()),
    'account.activity': ({ botId, instrumentId }) => {
      const { fills, trades, executions } = account.activity(botId, instrumentId);
      return succeed({
        fills: fills.map(toFillView),
        trades: trades.map(toTradeView),
        executions: executions.map(toExecutionView),
      });
    },
    'instruments.list': async () => {
      const instruments = await account.instruments();
      return instruments.ok ? succeed({ instruments: instruments.value.map(toInstrumentView) }) : instruments;
    },
  } satisfies AreaHandlers<'account'> & AreaHandlers<'instruments'>;
}
