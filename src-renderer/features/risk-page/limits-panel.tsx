import { Button, Progress } from '@mantine/core';
import { useState } from 'react';
import type {
  GovernorLimitsView,
  LimitName,
  LimitUseView,
  RiskStandingView,
} from '../../../src-preload/contract/risk-views.ts';
import { formatAmount, formatPercent } from '../../format/index.ts';
import { wording } from '../../language/index.ts';
import { useReplica } from '../../replica/index.ts';
import { Panel, plainTable } from '../../ui/index.ts';
import { isCount, LIMIT_NAMES } from './limit-draft.ts';
import { LimitsForm } from './limits-form.tsx';
import classes from './risk-page.module.css';

const texts = wording.risk;

/** Every limit, how much of it is used, and what its breach causes. */
export function LimitsPanel({ standing }: { readonly standing: RiskStandingView }) {
  const limits = useReplica(({ settings }) => settings.governor);
  const [isEditing, setEditing] = useState(false);
  const columns = texts.limitColumns;
  return (
    <Panel
      title={texts.limits}
      note={texts.limitsNote}
      className={classes.limits}
      actions={
        <Button size="compact-xs" variant="default" onClick={() => setEditing(true)}>
          {texts.edit}
        </Button>
      }
    >
      <table className={plainTable.table}>
        <thead>
          <tr>
            <th scope="col">{columns.limit}</th>
            <th scope="col">{columns.use}</th>
            <th scope="col" className={plainTable.right}>
              {columns.used}
            </th>
            <th scope="col" className={plainTable.right}>
              {columns.allowed}
            </th>
            <th scope="col">{columns.onBreach}</th>
          </tr>
        </thead>
        <tbody>
          {LIMIT_NAMES.map((name) => (
            <LimitLine key={name} name={name} limits={limits} standing={standing} />
          ))}
        </tbody>
      </table>
      <LimitsForm isOpen={isEditing} onClose={() => setEditing(false)} />
    </Panel>
  );
}

type LineProps = {
  readonly name: LimitName;
  readonly limits: GovernorLimitsView;
  readonly standing: RiskStandingView;
};

function LimitLine({ name, limits, standing }: LineProps) {
  const label = texts.limitNames[name];
  const limit = limits[name];
  const use = standing.uses.find((one) => one.name === name);
  return (
    <tr data-limit={name} data-off={limit === null}>
      <th scope="row" title={texts.limitHints[name]}>
        {label}
      </th>
      <td className={classes.bar}>{use !== undefined && <UseBar label={label} use={use} />}</td>
      <td className={plainTable.right}>{use === undefined ? texts.perOrder : amountOf(use.used, use, standing)}</td>
      <td className={plainTable.right}>
        {limit === null ? texts.off : mostText(name, limit.most)}
        {use?.allowed != null && use.unit === 'money' && (
          <span className={classes.exact}>{amountOf(use.allowed, use, standing)}</span>
        )}
      </td>
      <td>{limit === null ? '' : texts.actions[limit.onBreach]}</td>
    </tr>
  );
}

/** The share of the limit that is used; full and red from the limit on. */
function UseBar({ label, use }: { readonly label: string; readonly use: LimitUseView }) {
  const share = use.allowed === null ? null : shareOf(Number(use.used), Number(use.allowed));
  if (share === null) return null;
  const colour = share >= 1 ? 'red' : share >= 0.75 ? 'yellow' : 'blue';
  return (
    <Progress
      value={Math.min(1, share) * 100}
      color={colour}
      aria-label={`${label}: ${formatPercent(share, { decimals: 0 })}`}
    />
  );
}

function shareOf(used: number, allowed: number): number {
  if (used <= 0) return 0;
  return allowed > 0 ? used / allowed : 1;
}

function amountOf(text: string, { unit }: LimitUseView, { asset }: RiskStandingView): string {
  if (unit === 'count') return text;
  return formatAmount(text.startsWith('-') ? '0' : text, asset);
}

function mostText(name: LimitName, most: number): string {
  return isCount(name) ? String(most) : formatPercent(most, { decimals: most < 0.01 ? 2 : 1 });
}
