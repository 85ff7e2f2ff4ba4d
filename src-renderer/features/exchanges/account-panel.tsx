import { Button, Group, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ConnectionView } from '../../../src-preload/contract/exchange-views.ts';
import { call } from '../../bridge/index.ts';
import { wording } from '../../language/index.ts';
import { useReplica } from '../../replica/index.ts';
import { Panel, StateBadge } from '../../ui/index.ts';
import classes from './exchanges-page.module.css';

const texts = wording.exchanges;

/** Trading with real money: an account for each asset that is paid in, once a key that may trade is kept. */
export function AccountPanel({ connection: { venue, key } }: { readonly connection: ConnectionView }) {
  const accounts = useReplica((state) => state.accounts);
  const reconciliations = useReplica((state) => state.reconciliations);
  const own = Object.values(accounts).filter((account) => account.venue === venue);
  if (key === null || (!key.permissions.canTrade && own.length === 0)) return null;
  return (
    <Panel title={texts.accountsTitle}>
      <div className={classes.fields}>
        <p className={classes.hint}>{texts.accountsHint}</p>
        {own.map(({ id, name }) => {
          const state = reconciliations[id]?.state ?? 'waiting';
          return (
            <Group key={id} gap="sm">
              <strong>{name}</strong>
              <StateBadge tone={state === 'green' ? 'good' : 'warning'} label={wording.orders[state]} />
              <Button
                size="compact-xs"
                variant="default"
                aria-label={texts.closeAccountOf(name)}
                onClick={() => void call('account.close', { accountId: id })}
              >
                {texts.closeAccount}
              </Button>
            </Group>
          );
        })}
        <OpenAccount venue={venue} />
      </div>
    </Panel>
  );
}

function OpenAccount({ venue }: { readonly venue: string }) {
  const [quoteAsset, setQuoteAsset] = useState('');
  const open = async (): Promise<void> => {
    const opened = await call('account.open', { venue, quoteAsset });
    if (opened !== undefined) setQuoteAsset('');
  };
  return (
    <Group align="flex-end" gap="sm">
      <TextInput
        label={texts.quoteAsset}
        value={quoteAsset}
        maxLength={20}
        onChange={(event) => setQuoteAsset(event.currentTarget.value.trim().toUpperCase())}
      />
      <Button disabled={quoteAsset === ''} onClick={() => void open()}>
        {texts.openAccount}
      </Button>
    </Group>
  );
}
