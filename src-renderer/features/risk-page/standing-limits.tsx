import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { wording } from '../../language/index.ts';
import { ErrorState, Loading } from '../../ui/index.ts';
import { LimitsPanel } from './limits-panel.tsx';
import classes from './risk-page.module.css';
import { useRiskStanding } from './use-risk-standing.ts';

const texts = wording.risk;

/** How near each limit is, of the group that is chosen; by itself, away from the page. */
export function StandingLimits() {
  const state = useRiskStanding();
  const [chosen, setChosen] = useState<string>('paper');
  if (state.phase === 'loading') return <Loading label={texts.loading} />;
  if (state.phase === 'failed') return <ErrorState failure={state.failure} />;
  const { groups } = state.overview;
  const standing = groups.find(({ group }) => group === chosen) ?? groups[0];
  if (standing === undefined) return <Loading label={texts.loading} />;
  return (
    <div className={classes.alone}>
      {groups.length > 1 && (
        <SegmentedControl
          size="xs"
          aria-label={texts.group}
          data={groups.map(({ group }) => ({ value: group, label: texts.groups[group] }))}
          value={standing.group}
          onChange={setChosen}
        />
      )}
      <LimitsPanel standing={standing} />
    </div>
  );
}
