import type { ComboboxItem } from '@mantine/core';
import { Checkbox, Select, SimpleGrid, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useState } from 'react';
import type { StoredSeriesView } from '../../../src-preload/contract/research-views.ts';
import { wording } from '../../language/index.ts';
import type { BacktestForm } from './backtest-form.ts';
import classes from './backtest-page.module.css';
import { changeForm } from './backtest-store.ts';
import { hasMinutes, LIMIT_MODELS, PATHS, PROFILES } from './fills-form.ts';

const { fills: texts } = wording.backtest;

type TextName = 'makerFeeBps' | 'takerFeeBps' | 'participationPercent' | 'latencyMs' | ModelName;
type ModelName = 'slippageTicks' | 'penetrationTicks' | 'queuePercent';

export type FillFieldsProps = {
  readonly form: BacktestForm;
  readonly series: readonly StoredSeriesView[];
  /** Something in it is wrong and must be seen. */
  readonly hasProblem: boolean;
  readonly field: (name: TextName, label: string, placeholder?: string) => ReactNode;
};

/** How orders fill and what that costs in detail; closed at first, because the plain way serves most. */
export function FillFields({ form, series, hasProblem, field }: FillFieldsProps) {
  const [opened, setOpened] = useState(false);
  return (
    <details
      className={classes.fills}
      open={opened || hasProblem}
      onToggle={(event) => setOpened(event.currentTarget.open)}
    >
      <summary>{texts.title}</summary>
      <div className={classes.fillsBody}>
        <Choice name="profile" label={texts.profile} names={texts.profiles} known={PROFILES} form={form} />
        {form.profile === 'tradingview' ? (
          <>
            {field('slippageTicks', texts.slippageTicks)}
            <Text size="xs" c="dimmed">
              {texts.profileHint}
            </Text>
          </>
        ) : (
          <ModelFields form={form} field={field} />
        )}
        <SimpleGrid cols={2} spacing="xs">
          {field('makerFeeBps', texts.makerFeeBps, texts.asFee)}
          {field('takerFeeBps', texts.takerFeeBps, texts.asFee)}
          {field('participationPercent', texts.participation, texts.noBound)}
          {field('latencyMs', texts.latencyMs)}
        </SimpleGrid>
        {hasMinutes(form, series) && (
          <Checkbox
            size="xs"
            label={texts.minuteCandles}
            checked={form.minuteCandles}
            onChange={(event) => changeForm({ minuteCandles: event.currentTarget.checked })}
          />
        )}
      </div>
    </details>
  );
}

function ModelFields({ form, field }: Pick<FillFieldsProps, 'form' | 'field'>) {
  return (
    <>
      <Choice name="limitModel" label={texts.limits} names={texts.limitModels} known={LIMIT_MODELS} form={form} />
      {form.limitModel === 'penetration' && field('penetrationTicks', texts.penetrationTicks)}
      {form.limitModel === 'queue' && field('queuePercent', texts.queuePercent)}
      <Choice name="path" label={texts.path} names={texts.paths} known={PATHS} form={form} />
    </>
  );
}

type ChoiceName = 'profile' | 'limitModel' | 'path';
type ChoiceProps<Value extends string> = {
  readonly name: ChoiceName;
  readonly label: string;
  readonly names: Readonly<Record<Value, string>>;
  readonly known: readonly Value[];
  readonly form: BacktestForm;
};

function Choice<Value extends string>({ name, label, names, known, form }: ChoiceProps<Value>) {
  return (
    <Select
      label={label}
      data={known.map((value): ComboboxItem => ({ value, label: names[value] }))}
      value={form[name] as string}
      allowDeselect={false}
      onChange={(value) => {
        if (value !== null) changeForm({ [name]: value });
      }}
    />
  );
}
