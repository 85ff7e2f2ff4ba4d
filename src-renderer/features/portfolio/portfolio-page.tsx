import { Select } from '@mantine/core';
import { wording } from '../../language/index.ts';
import { useReplicaShallow } from '../../replica/index.ts';
import { AttributionPanel } from './attribution-panel.tsx';
import { CorrelationPanels } from './correlation-panels.tsx';
import { PerformancePanel } from './performance-panel.tsx';
import classes from './portfolio-page.module.css';
import { choose, usePortfolio } from './portfolio-store.ts';
import { useMoments } from './use-moments.ts';

/** What an account earned: where it came from, how its parts move together, and what was paid in and out. */
export function PortfolioPage() {
  const accounts = useReplicaShallow((state) => Object.values(state.accounts));
  const chosen = usePortfolio((choices) => choices.accountId);
  const account = accounts.find(({ id }) => id === chosen) ?? accounts.find(({ paper }) => paper) ?? accounts[0];
  const moment = useMoments(account?.id ?? '');
  if (account === undefined) return null;
  return (
    <div className={classes.page}>
      {accounts.length > 1 && (
        <Select
          className={classes.account ?? ''}
          label={wording.portfolio.account}
          data={accounts.map(({ id, name }) => ({ value: id, label: name }))}
          value={account.id}
          allowDeselect={false}
          onChange={(accountId) => choose({ accountId })}
        />
      )}
      <AttributionPanel account={account} moment={moment} />
      <div className={classes.lower}>
        <PerformancePanel account={account} moment={moment} />
        <CorrelationPanels accountId={account.id} moment={moment} />
      </div>
    </div>
  );
}
