import { Button } from '@mantine/core';
import { useState } from 'react';
import type { LimitsReplayView } from '../../../src-preload/contract/risk-views.ts';
import type { AccountView } from '../../../src-preload/contract/views.ts';
import { call } from '../../bridge/index.ts';
import { wording } from '../../language/index.ts';
import { useReplica } from '../../replica/index.ts';
import { Amount, Panel, plainTable } from '../../ui/index.ts';
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
        <Result result={result} asset={account.quoteAsset} />
      )}
    </Panel>
  );
}

function Result({ result, asset }: { readonly result: LimitsReplayView; readonly asset: string }) {
  if (result.trades === 0) return <p className={classes.hint}>{texts.noTrades}</p>;
  return (
    <>
      <p>{texts.blocked(result.blocked, result.trades)}</p>
      <dl className={classes.figures}>
        <dt>{texts.without}</dt>
        <dd>
          <Amount value={result.profitWithout} asset={asset} signed />
        </dd>
        <dt>{texts.with}</dt>
        <dd>
          <Amount value={result.profitWith} asset={asset} signed />
        </dd>
      </dl>
      {result.rules.length > 0 && <Rules rules={result.rules} asset={asset} />}
    </>
  );
}

function Rules({ rules, asset }: Pick<LimitsReplayView, 'rules'> & { readonly asset: string }) {
  const columns = texts.columns;
  return (
    <table className={plainTable.table}>
      <thead>
        <tr>
          <th scope="col">{columns.rule}</th>
          <th scope="col" className={plainTable.right}>
            {columns.count}
          </th>
          <th scope="col" className={plainTable.right}>
            {columns.won}
          </th>
          <th scope="col" className={plainTable.right}>
            {columns.profit}
          </th>
        </tr>
      </thead>
      <tbody>
        {rules.map(({ rule, count, won, profit }) => (
          <tr key={rule}>
            <th scope="row">{wording.trading.rules[rule] ?? rule}</th>
            <td className={plainTable.right}>{count}</td>
            <td className={plainTable.right}>{won}</td>
            <td className={plainTable.right}>
              <Amount value={profit} asset={asset} signed />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
