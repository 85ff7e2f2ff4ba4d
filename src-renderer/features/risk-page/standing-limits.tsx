import { wording } from '../../language/index.ts';
import { ErrorState, Loading } from '../../ui/index.ts';
import { useChosenGroup } from './group-choice.tsx';
import { LimitsPanel } from './limits-panel.tsx';
import classes from './risk-page.module.css';
import { useRiskStanding } from './use-risk-standing.ts';

const texts = wording.risk;

/** How near each limit is, of the group that is chosen; by itself, away from the page. */
export function StandingLimits() {
  const state = useRiskStanding();
  const { standing, choice } = useChosenGroup(state.phase === 'ready' ? state.overview.groups : []);
  if (state.phase === 'failed') return <ErrorState failure={state.failure} />;
  if (standing === undefined) return <Loading label={texts.loading} />;
  return (
    <div className={classes.alone}>
      {choice}
      <LimitsPanel standing={standing} />
    </div>
  );
}
