import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { RiskStandingView } from '../../../src-preload/contract/risk-views.ts';
import { wording } from '../../language/index.ts';

const texts = wording.risk;

type Groups = readonly RiskStandingView[];

/** The group of accounts that is looked at, paper first, and how to choose another where there are several. */
export function useChosenGroup(groups: Groups) {
  const [chosen, setChosen] = useState<string>('paper');
  const standing = groups.find(({ group }) => group === chosen) ?? groups[0];
  const choice =
    standing !== undefined && groups.length > 1 ? (
      <SegmentedControl
        size="xs"
        aria-label={texts.group}
        data={groups.map(({ group }) => ({ value: group, label: texts.groups[group] }))}
        value={standing.group}
        onChange={setChosen}
      />
    ) : null;
  return { standing, choice };
}
