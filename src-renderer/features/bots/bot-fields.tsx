import { NumberInput, Select, TextInput } from '@mantine/core';
import type { StrategyView } from '../../../src-preload/contract/research-views.ts';
import type { InstrumentView } from '../../../src-preload/contract/views.ts';
import { symbolText } from '../../format/index.ts';
import { wording } from '../../language/index.ts';
import { useReplica } from '../../replica/index.ts';
import { SchemaForm } from '../../ui/index.ts';
import { INTERVALS, isInterval } from '../charts/index.ts';
import type { BotDraft, DraftProblems } from './bot-draft.ts';
import classes from './bot-form.module.css';
import { fitsAccount } from './fits-account.ts';

const texts = wording.bots.form;

export type BotFieldsProps = {
  readonly instruments: readonly InstrumentView[];
  readonly strategies: readonly StrategyView[];
  readonly draft: BotDraft;
  readonly change: (part: Partial<BotDraft>) => void;
  readonly problems: DraftProblems;
  readonly isLocked: boolean;
};

/** Whose money it trades with; nothing to choose while all is paper. */
function AccountField({
  draft,
  change,
  isLocked,
  instruments,
}: Pick<BotFieldsProps, 'draft' | 'change' | 'isLocked' | 'instruments'>) {
  const accounts = useReplica((state) => state.accounts);
  const all = Object.values(accounts);
  if (all.length < 2) return null;
  const choose = (accountId: string | null): void => {
    const account = accountId === null ? undefined : accounts[accountId];
    if (account === undefined) return;
    const fitting = instruments.filter((one) => fitsAccount(account, one));
    const keeps = fitting.some(({ id }) => id === draft.instrumentId);
    const instrumentId = keeps ? draft.instrumentId : (fitting[0]?.id ?? null);
    change({ accountId: account.id, instrumentId, ...(account.venue === null ? {} : { leverage: 1 }) });
  };
  const account = accounts[draft.accountId];
  return (
    <Select
      label={texts.account}
      description={account === undefined || account.paper ? undefined : texts.realMoney}
      data={all.map(({ id, name, quoteAsset, paper }) => ({
        value: id,
        label: paper ? `${name} · ${quoteAsset}` : `${name} · ${texts.real}`,
      }))}
      value={draft.accountId}
      allowDeselect={false}
      disabled={isLocked}
      onChange={choose}
    />
  );
}

export function MarketFields({ draft, change, problems, isLocked, instruments }: BotFieldsProps) {
  const account = useReplica((state) => state.accounts[draft.accountId]);
  const fitting = account === undefined ? instruments : instruments.filter((one) => fitsAccount(account, one));
  return (
    <>
      <AccountField draft={draft} change={change} isLocked={isLocked} instruments={instruments} />
      <TextInput
        label={texts.name}
        value={draft.name}
        maxLength={200}
        disabled={isLocked}
        error={problems.name}
        data-autofocus
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <div className={classes.pair}>
        <Select
          label={texts.instrument}
          data={fitting.map(({ id, symbol, simulated }) => ({
            value: id,
            label: simulated ? `${symbol} · ${wording.chart.simulated}` : symbolText(id),
          }))}
          value={draft.instrumentId}
          searchable
          limit={200}
          allowDeselect={false}
          nothingFoundMessage={wording.ui.nothingFound}
          disabled={isLocked}
          error={problems.instrumentId}
          onChange={(instrumentId) => change({ instrumentId })}
        />
        <Select
          label={texts.interval}
          data={[...INTERVALS]}
          value={draft.interval}
          allowDeselect={false}
          disabled={isLocked}
          onChange={(interval) => interval !== null && isInterval(interval) && change({ interval })}
        />
      </div>
    </>
  );
}

export function StrategyFields(props: BotFieldsProps) {
  return (
    <>
      <StrategyChoice {...props} />
      <ParameterFields {...props} />
    </>
  );
}

export function StrategyChoice({ draft, change, problems, isLocked, strategies }: BotFieldsProps) {
  const strategy = strategies.find(({ id }) => id === draft.strategyId);
  return (
    <Select
      label={texts.strategy}
      description={strategy?.description}
      data={strategies.map(({ id, title }) => ({ value: id, label: title }))}
      value={draft.strategyId}
      allowDeselect={false}
      disabled={isLocked}
      error={problems.strategyId}
      onChange={(strategyId) =>
        change({ strategyId, params: strategies.find(({ id }) => id === strategyId)?.defaults ?? {} })
      }
    />
  );
}

export function ParameterFields({ draft, change, isLocked, strategies }: BotFieldsProps) {
  const strategy = strategies.find(({ id }) => id === draft.strategyId);
  if (strategy === undefined) return null;
  return (
    <SchemaForm
      schema={strategy.schema}
      values={draft.params}
      disabled={isLocked}
      onChange={(params) => change({ params })}
    />
  );
}

const RISK_FIELDS = [
  { field: 'sizePercent', label: texts.size, hint: texts.sizeHint, suffix: '%' },
  { field: 'stopPercent', label: texts.stop, hint: texts.stopHint, suffix: '%' },
  { field: 'targetPercent', label: texts.target, hint: texts.targetHint, suffix: '%' },
  { field: 'leverage', label: texts.leverage, hint: texts.leverageHint, suffix: '×' },
] as const;

export function RiskFields({ draft, change, problems, isLocked }: BotFieldsProps) {
  return (
    <div className={classes.risk}>
      {RISK_FIELDS.map(({ field, label, hint, suffix }) => (
        <NumberInput
          key={field}
          label={label}
          description={hint}
          suffix={suffix}
          value={draft[field]}
          disabled={isLocked}
          error={problems[field]}
          clampBehavior="none"
          hideControls
          onChange={(value) => change({ [field]: value })}
        />
      ))}
    </div>
  );
}
