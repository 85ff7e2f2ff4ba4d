import { Fieldset, Select, Text } from '@mantine/core';
import type { StrategyView } from '../../../src-preload/contract/research-views.ts';
import { wording } from '../../language/index.ts';
import { SchemaForm } from '../../ui/index.ts';
import { type BacktestForm, withStrategy } from './backtest-form.ts';
import { changeForm } from './backtest-store.ts';

type StrategyFieldsProps = {
  readonly strategies: readonly StrategyView[];
  readonly form: BacktestForm;
  readonly error: string | undefined;
};

/** The strategy, what it does, and its parameters as its own schema describes them. */
export function StrategyFields({ strategies, form, error }: StrategyFieldsProps) {
  const strategy = strategies.find((candidate) => candidate.id === form.strategyId);
  return (
    <>
      <Select
        label={wording.backtest.strategy}
        data={strategies.map(({ id, title }) => ({ value: id, label: title }))}
        value={form.strategyId === '' ? null : form.strategyId}
        error={error}
        allowDeselect={false}
        onChange={(id) => {
          const chosen = strategies.find((candidate) => candidate.id === id);
          if (chosen !== undefined) changeForm(withStrategy(form, chosen));
        }}
      />
      {strategy !== undefined && (
        <>
          <Text size="xs" c="dimmed">
            {strategy.description}
          </Text>
          <Fieldset legend={wording.backtest.parameters} p="xs">
            <SchemaForm schema={strategy.schema} values={form.params} onChange={(params) => changeForm({ params })} />
          </Fieldset>
        </>
      )}
    </>
  );
}
