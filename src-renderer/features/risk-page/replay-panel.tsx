import { Button } from '@mantine/core';
import { useState } from 'react';
import type { LimitsReplayView } from '../../../src-preload/contract/risk-views.ts';
import type { AccountView } from '../../../src-preload/contract/views.ts';
import { call } from '../../bridge/index.ts';
import { wording } from '../../language/index.ts';
import { useReplica } from '../../replica/index.ts';
import { Panel } from '../../ui/index.ts';
import { LimitsReplay } from '../limits-replay/index.ts';
import classes from './risk-page.module.css';

const texts = wording.risk.replay;

/** What the limits in force would have refused of an account's past, and what that came to. */
export function ReplayPanel({ account }: { readonly account: AccountView }) {
  const limits = useReplica(({ settings }) => settings.governor);
  const [result, setResult] = useState<LimitsReplayView | null>(null);
  const [isWorking, setWorking] = useState(false);
  const run = async (): Promise<void> => {
    setWorking(true);
    setResult((await call('risk.replay', { accountId: account.id, limits })) ?? null);
    setWorking(false);
  };
  return (
    <Panel
      title={texts.title}
      note={account.name}
      className={classes.replay}
      actions={
        <Button size="compact-xs" variant="default" loading={isWorking} onClick={() => void run()}>
          {texts.run}
        </Button>
      }
    >
      {result === null ? (
        <p className={classes.hint}>{texts.hint}</p>
      ) : (
        <LimitsReplay result={result} asset={account.quoteAsset} />
      )}
    </Panel>
  );
}
