import { Button, Fieldset, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { wording } from '../../language/index.ts';
import { hasSchemaProblems, useTimeZone } from '../../ui/index.ts';
import { dayStartMs } from '../charts/index.ts';
import { RegimeFields } from '../regimes/index.ts';
import { type BacktestForm, type FormProblems, problemsOf, requestOf } from './backtest-form.ts';
import classes from './backtest-page.module.css';
import { changeForm, startBacktest, useBacktestLab } from './backtest-store.ts';
import { DataSetPicker } from './data-set-picker.tsx';
import { FillFields } from './fill-fields.tsx';
import { problemsOfFills } from './fills-form.ts';
import { StrategyFields } from './strategy-fields.tsx';
import type { LabChoices } from './use-lab-choices.ts';

type TextField = Exclude<keyof BacktestForm, 'params' | 'interval' | 'minuteCandles' | 'regimes'>;

/** What to test, on what, at what cost. Problems are shown after the first attempt to run. */
export function FormPanel({ choices }: { readonly choices: LabChoices }) {
  const form = useBacktestLab((lab) => lab.form);
  const isStarting = useBacktestLab(({ stage }) => stage.kind === 'starting');
  const isBusy = useBacktestLab(({ stage }) => stage.kind === 'running');
  const timeZone = useTimeZone();
  const [tried, setTried] = useState(false);
  const problems = problemsOf(form);
  const schema = choices.strategies.find((strategy) => strategy.id === form.strategyId)?.schema ?? {};
  const isSendable = Object.keys(problems).length === 0 && !hasSchemaProblems(schema, form.params);
  const shown: FormProblems = tried ? problems : {};
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (!isSendable || isStarting) return;
    void startBacktest(requestOf(form, (day, later) => dayStartMs(day, later, timeZone)));
  };
  return (
    <form className={classes.fields} onSubmit={submit} aria-label={wording.backtest.formLabel} noValidate>
      <Stack gap="sm" className={classes.scrolled ?? ''}>
        <DataSetPicker choices={choices} form={form} error={wordsOf(shown.instrumentId)} />
        <SimpleGrid cols={2} spacing="xs">
          <Field name="fromDay" label={wording.backtest.from} type="date" {...{ form, shown }} />
          <Field name="toDay" label={wording.backtest.until} type="date" {...{ form, shown }} />
        </SimpleGrid>
        <Text size="xs" c="dimmed">
          {wording.backtest.rangeHint(timeZone)}
        </Text>
        <StrategyFields strategies={choices.strategies} form={form} error={wordsOf(shown.strategyId)} />
        <CostFields form={form} shown={shown} />
        <FillFields
          form={form}
          series={choices.series}
          hasProblem={Object.keys(problemsOfFills(form)).some((name) => name in shown)}
          field={(name, label, placeholder) => (
            <Field {...{ name, label, form, shown }} {...(placeholder === undefined ? {} : { placeholder })} />
          )}
        />
        <MoneyFields form={form} shown={shown} quoteAsset={quoteAssetOf(choices, form.instrumentId)} />
        <RegimeFields
          draft={form.regimes}
          isTried={tried}
          isLocked={false}
          onChange={(regimes) => changeForm({ regimes })}
        />
      </Stack>
      <div className={classes.runBar}>
        <Button type="submit" size="sm" fullWidth loading={isStarting}>
          {isBusy ? wording.backtest.queue.add : wording.backtest.run}
        </Button>
      </div>
    </form>
  );
}

function quoteAssetOf({ instruments, series }: LabChoices, instrumentId: string): string | undefined {
  const known = instruments.find((instrument) => instrument.id === instrumentId)?.quoteAsset;
  return known ?? series.find((one) => one.instrumentId === instrumentId)?.symbol.split('-')[1];
}

const wordsOf = (problem: FormProblems[keyof BacktestForm]): string | undefined =>
  problem === undefined ? undefined : wording.backtest.problems[problem];

type FieldsProps = { readonly form: BacktestForm; readonly shown: FormProblems };

function Field(props: FieldsProps & { name: TextField; label: string; type?: 'date'; placeholder?: string }) {
  const { form, shown, name, label, type, placeholder } = props;
  return (
    <TextInput
      label={label}
      value={form[name]}
      error={wordsOf(shown[name])}
      {...(type === undefined ? { inputMode: 'decimal' as const } : { type })}
      {...(placeholder === undefined ? {} : { placeholder })}
      onChange={(event) => changeForm({ [name]: event.currentTarget.value })}
    />
  );
}

function CostFields(props: FieldsProps) {
  return (
    <Fieldset legend={wording.backtest.costs} p="xs">
      <SimpleGrid cols={3} spacing="xs">
        <Field name="feeBps" label={wording.backtest.feeBps} {...props} />
        <Field name="slippageBps" label={wording.backtest.slippageBps} {...props} />
        <Field name="spreadBps" label={wording.backtest.spreadBps} {...props} />
      </SimpleGrid>
      <Text size="xs" c="dimmed" mt={4}>
        {wording.backtest.costsHint}
      </Text>
    </Fieldset>
  );
}

function MoneyFields({ quoteAsset, ...props }: FieldsProps & { readonly quoteAsset: string | undefined }) {
  const capital = quoteAsset === undefined ? wording.backtest.capital : wording.backtest.capitalIn(quoteAsset);
  return (
    <Fieldset legend={wording.backtest.money} p="xs">
      <SimpleGrid cols={2} spacing="xs">
        <Field name="capital" label={capital} {...props} />
        <Field name="sizePercent" label={wording.backtest.sizePercent} {...props} />
        <Field name="stopPercent" label={wording.backtest.stopPercent} placeholder={wording.backtest.none} {...props} />
        <Field
          name="targetPercent"
          label={wording.backtest.targetPercent}
          placeholder={wording.backtest.none}
          {...props}
        />
        <Field name="leverage" label={wording.backtest.leverage} {...props} />
      </SimpleGrid>
    </Fieldset>
  );
}
