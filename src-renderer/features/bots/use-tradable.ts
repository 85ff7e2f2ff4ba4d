import { useMemo } from 'react';
import type { InstrumentView } from '../../../src-preload/contract/views.ts';
import { useInstruments, useReplica } from '../../replica/index.ts';
import { fitsAccount } from './fits-account.ts';

/** What has a market and fits an account, and what the bot is on already. */
export function useTradable(botId: string | null): readonly InstrumentView[] | undefined {
  const instruments = useInstruments();
  const connections = useReplica((state) => state.connections);
  const accounts = useReplica((state) => state.accounts);
  const own = useReplica(({ bots }) => (botId === null ? undefined : bots[botId]?.config.instrumentId));
  return useMemo(
    () =>
      instruments?.filter(
        (one) =>
          one.id === own ||
          ((one.simulated || connections[one.venue] !== undefined) &&
            Object.values(accounts).some((account) => fitsAccount(account, one))),
      ),
    [instruments, connections, accounts, own],
  );
}
