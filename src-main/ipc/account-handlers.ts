import type { ChannelOutput } from '../../src-preload/contract/channels.ts';
import type { Outcome } from '../base/outcome.ts';
import { succeed } from '../base/outcome.ts';
import type { Instrument } from '../model/instrument.ts';
import type { RecentActivity } from './activity.ts';
import type { AreaHandlers } from './handlers.ts';
import { toExecutionView, toFillView, toInstrumentView, toTradeView } from './to-view.ts';

export type AccountPort = {
  readonly equityHistory: () => ChannelOutput<'account.equityHistory'>;
  readonly activity: (botId: string | null, instrumentId: string | null) => RecentActivity;
  /** Those that trade, and those that have stored candles. */
  readonly instruments: () => Promise<Outcome<readonly Instrument[]>>;
};

export function accountHandlers(account: AccountPort) {
  return {
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
