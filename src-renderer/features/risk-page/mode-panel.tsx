import { Button, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { RiskModeView } from '../../../src-preload/contract/risk-views.ts';
import { call } from '../../bridge/index.ts';
import { wording } from '../../language/index.ts';
import { Panel, StateBadge, TimeText, type Tone } from '../../ui/index.ts';
import { ReasonForm } from './reason-form.tsx';
import classes from './risk-page.module.css';

const texts = wording.risk;
type Kind = RiskModeView['kind'];

export const MODE_TONES = {
  normal: 'good',
  noNewPositions: 'warning',
  reduceOnly: 'warning',
  flatten: 'bad',
} as const satisfies Record<Kind, Tone>;

const KINDS = Object.keys(texts.modes) as readonly Kind[];
const CHOICES = KINDS.map((value) => ({ value, label: texts.modes[value] }));

/** What a group of accounts may still do, what holds it there, and the ways to change that. */
export function ModePanel({ mode }: { readonly mode: RiskModeView }) {
  const [wanted, setWanted] = useState<Kind | null>(null);
  const restricted = wanted === null || wanted === 'normal' ? null : wanted;
  return (
    <Panel
      title={texts.mode}
      note={<StateBadge tone={MODE_TONES[mode.kind]} label={texts.modes[mode.kind]} />}
      className={classes.mode}
    >
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label={texts.mode}
        data={CHOICES}
        value={mode.kind}
        onChange={(kind) => setWanted(kind as Kind)}
      />
      <p className={classes.hint}>{texts.modeHints[mode.kind]}</p>
      <Holds mode={mode} onRelease={() => setWanted('normal')} />
      <ReasonForm
        isOpen={restricted !== null}
        title={texts.restrictTitle(texts.modes[restricted ?? 'reduceOnly'])}
        hint={texts.modeHints[restricted ?? 'reduceOnly']}
        label={texts.reason}
        required={texts.reasonRequired}
        confirm={texts.confirm}
        onClose={() => setWanted(null)}
        onConfirm={async (reason) =>
          (await call('risk.restrict', { group: mode.group, mode: restricted ?? 'reduceOnly', reason })) !== undefined
        }
      />
      <ReasonForm
        isOpen={wanted === 'normal' && mode.kind !== 'normal'}
        title={texts.releaseTitle}
        hint={texts.releaseHint}
        label={texts.releaseReason}
        required={texts.reasonRequired}
        confirm={texts.release}
        onClose={() => setWanted(null)}
        onConfirm={async (reason) => (await call('risk.release', { group: mode.group, reason })) !== undefined}
      />
    </Panel>
  );
}

type HoldsProps = { readonly mode: RiskModeView; readonly onRelease: () => void };

function Holds({ mode: { holds }, onRelease }: HoldsProps) {
  if (holds.length === 0) return null;
  return (
    <>
      <ul className={classes.holds} aria-label={texts.holds}>
        {holds.map(({ source, kind, reason, until, sinceMs }) => (
          <li key={source}>
            <strong>{source === 'person' ? texts.person : (wording.trading.rules[source] ?? source)}</strong>
            <span>{`${texts.modes[kind]}, ${texts.until[until]}`}</span>
            <span className={classes.words}>{reason}</span>
            <span className={classes.hint}>
              {texts.since} <TimeText timeMs={sinceMs} pattern="full" />
            </span>
          </li>
        ))}
      </ul>
      <Button size="compact-sm" onClick={onRelease}>
        {texts.release}
      </Button>
    </>
  );
}
