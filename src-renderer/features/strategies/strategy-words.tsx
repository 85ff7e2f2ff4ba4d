import { Button } from '@mantine/core';
import type { StrategyView } from '../../../src-preload/contract/research-views.ts';
import { wording } from '../../language/index.ts';
import { openPage } from '../../ui/index.ts';
import classes from './strategies-page.module.css';

/** What a strategy says of itself: its description, its rule, its parameters. */
export function StrategyWords({ strategy }: { readonly strategy: StrategyView }) {
  return (
    <>
      <p className={classes.description}>{strategy.description}</p>
      <Button
        size="compact-sm"
        variant="light"
        className={classes.try}
        onClick={() => openPage('backtest', { strategyId: strategy.id })}
      >
        {wording.strategies.useInBacktest}
      </Button>
      {strategy.rule !== null && (
        <section aria-label={wording.strategies.ruleTitle}>
          <h3 className={classes.heading}>{wording.strategies.ruleTitle}</h3>
          <p className={classes.rule}>{strategy.rule}</p>
        </section>
      )}
      <section aria-label={wording.strategies.parametersTitle}>
        <h3 className={classes.heading}>{wording.strategies.parametersTitle}</h3>
        <Parameters strategy={strategy} />
      </section>
    </>
  );
}

type Property = { readonly title?: string; readonly description?: string };

function Parameters({ strategy }: { readonly strategy: StrategyView }) {
  const properties = Object.entries((strategy.schema.properties ?? {}) as Readonly<Record<string, Property>>);
  const columns = wording.strategies.parameterColumns;
  if (properties.length === 0) return <p className={classes.hint}>{wording.strategies.noParameters}</p>;
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">{columns.name}</th>
          <th scope="col">{columns.standard}</th>
          <th scope="col">{columns.meaning}</th>
        </tr>
      </thead>
      <tbody>
        {properties.map(([name, { title, description }]) => (
          <tr key={name}>
            <th scope="row">{title === undefined ? name : wording.strategies.said(title)}</th>
            <td>{standardText(strategy.defaults[name])}</td>
            <td className={classes.meaning}>{description === undefined ? '' : wording.strategies.said(description)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function standardText(value: unknown): string {
  return typeof value === 'object' && value !== null ? '…' : String(value ?? '');
}
