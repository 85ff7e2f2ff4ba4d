import { NumberInput, Select, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { StrategyView } from '../../../src-preload/contract/research-views.ts';
import type { BotView, InstrumentView } from '../../../src-preload/contract/views.ts';
import { symbolText } from '../../format/index.ts';
import { wording } from '../../language/index.ts';
import { useReplica } from '../../replica/index.ts';
import { SchemaForm } from '../../ui/index.ts';
import { INTERVALS, isInterval } from '../charts/index.ts';
import { RegimeFields } from '../regimes/index.ts';
import { saveBot, startBot } from './bot-commands.ts';
import { type BotDraft, configOf, type DraftProblems, draftOf, newDraft, problemsOf } from './bot-draft.ts';
import classes from './bot-form.module.css';
import { BotFormButtons } from './bot-form-buttons.tsx';
import { closeBotForm } from './bot-form-store.ts';
import { BotState } from './bot-state.tsx';
import { ExecutionFields } from './execution-fields.tsx';

import { fitsAccount } from './fits-account.ts';
import { SizingFields } from './sizing-fields.tsx';

export type BotFormProps = {
  /** null makes a new one. */
  readonly botId: string | null;
  readonly instruments: readonly InstrumentView[];
  readonly strategies: readonly StrategyView[];
};

const texts = wording.bots.form;

export function BotForm({ botId, instruments, strategies }: BotFormProps) {
  const bot = useReplica(({ bots }) => (botId === null ? undefined : bots[botId]));
  const [draft, setDraft] = useState<BotDraft>(() =>
    bot === undefined ? newDraft(crypto.randomUUID(), instruments, strategies) : draftOf(bot.config),
  );
  const [isTried, setTried] = useState(false);
  const isRunning = bot?.state === 'running';
  const change = (part: Partial<BotDraft>): void => setDraft((before) => ({ ...before, ...part }));
  const save = async (thenStart: boolean): Promise<void> => {
    setTried(true);
    const config = configOf(draft, strategies);
    if (config === undefined || !(await saveBot(config))) return;
    if (!thenStart || (await startBot(config.id))) closeBotForm();
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void save(false);
  };
  const problems = isTried ? problemsOf(draft, strategies) : {};
  const fields = { draft, change, problems, isLocked: isRunning, instruments, strategies };
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      {bot !== undefined && bot.reason !== '' && <StateReason bot={bot} />}
      {isRunning && <Text c="dimmed">{texts.running}</Text>}
      <MarketFields {...fields} />
      <StrategyFields {...fields} />
      <RiskFields {...fields} />
      <SizingFields
        draft={draft.sizing}
        isTried={isTried}
        isLocked={isRunning}
        onChange={(sizing) => change({ sizing })}
      />
      <ExecutionFields
        draft={draft.execution}
        isTried={isTried}
        isLocked={isRunning}
        onChange={(execution) => change({ execution })}
      />
      <RegimeFields
        draft={draft.regimes}
        isTried={isTried}
        isLocked={isRunning}
        onChange={(regimes) => change({ regimes })}
      />
      <BotFormButtons bot={bot} onStart={() => void save(true)} />
    </form>
  );
}

/** Why the bot is in its state, for those who cannot point at it in the grid. */
function StateReason({ bot }: { readonly bot: BotView }) {
  return (
    <div className={classes.question} role="status">
      <BotState bot={bot} />
      <Text>{bot.reason}</Text>
    </div>
  );
}

type FieldsProps = Pick<BotFormProps, 'instruments' | 'strategies'> & {
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
}: Pick<FieldsProps, 'draft' | 'change' | 'isLocked' | 'instruments'>) {
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

function MarketFields({ draft, change, problems, isLocked, instruments }: FieldsProps) {
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

function StrategyFields({ draft, change, problems, isLocked, strategies }: FieldsProps) {
  const strategy = strategies.find(({ id }) => id === draft.strategyId);
  return (
    <>
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
      {strategy !== undefined && (
        <SchemaForm
          schema={strategy.schema}
          values={draft.params}
          disabled={isLocked}
          onChange={(params) => change({ params })}
        />
      )}
    </>
  );
}

const RISK_FIELDS = [
  { field: 'sizePercent', label: texts.size, hint: texts.sizeHint, suffix: '%' },
  { field: 'stopPercent', label: texts.stop, hint: texts.stopHint, suffix: '%' },
  { field: 'targetPercent', label: texts.target, hint: texts.targetHint, suffix: '%' },
  { field: 'leverage', label: texts.leverage, hint: texts.leverageHint, suffix: '×' },
] as const;

function RiskFields({ draft, change, problems, isLocked }: FieldsProps) {
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
