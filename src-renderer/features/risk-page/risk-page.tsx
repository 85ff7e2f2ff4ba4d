import type { RiskOverviewView } from '../../../src-preload/contract/risk-views.ts';
import { wording } from '../../language/index.ts';
import { useReplica } from '../../replica/index.ts';
import { ErrorState, Loading } from '../../ui/index.ts';
import { AccountLimitsPanel } from './account-limits-panel.tsx';
import { CorrelationPanel } from './correlation-panel.tsx';
import { DrawdownPanel } from './drawdown-panel.tsx';
import { ExposurePanel } from './exposure-panel.tsx';
import { useChosenGroup } from './group-choice.tsx';
import { KillSwitchPanel } from './kill-switch-panel.tsx';
import { LatestRefusal } from './latest-refusal.tsx';
import { LimitsPanel } from './limits-panel.tsx';
import { ModePanel } from './mode-panel.tsx';
import { RefusalsPanel } from './refusals-panel.tsx';
import { ReplayPanel } from './replay-panel.tsx';
import classes from './risk-page.module.css';
import { useRiskStanding } from './use-risk-standing.ts';

const texts = wording.risk;

/** What is at stake over all accounts of a group, how near each limit is, and what trading may still do. */
export function RiskPage() {
  const state = useRiskStanding();
  if (state.phase === 'loading') return <Loading label={texts.loading} />;
  return state.phase === 'failed' ? <ErrorState failure={state.failure} /> : <Overview overview={state.overview} />;
}

function Overview({ overview: { groups, correlation } }: { readonly overview: RiskOverviewView }) {
  const { standing, choice } = useChosenGroup(groups);
  const isPaper = standing?.group === 'paper';
  const account = useReplica(({ accounts }) => Object.values(accounts).find(({ paper }) => paper === isPaper));
  if (standing === undefined) return <Loading label={texts.loading} />;
  return (
    <div className={classes.page}>
      <div className={classes.side}>
        {choice}
        <ModePanel mode={standing.mode} />
        <KillSwitchPanel />
        <AccountLimitsPanel />
        <ExposurePanel standing={standing} />
      </div>
      <div className={classes.main}>
        <LatestRefusal />
        <LimitsPanel standing={standing} />
        <div className={classes.pair}>
          <DrawdownPanel />
          <CorrelationPanel correlation={correlation} />
        </div>
        {account !== undefined && <ReplayPanel key={account.id} account={account} />}
        <RefusalsPanel />
      </div>
    </div>
  );
}
