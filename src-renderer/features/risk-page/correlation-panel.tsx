import type { CorrelationView } from '../../../src-preload/contract/risk-views.ts';
import { formatDecimal, symbolText } from '../../format/index.ts';
import { wording } from '../../language/index.ts';
import { CorrelationHeatmap, Panel } from '../../ui/index.ts';
import classes from './risk-page.module.css';

const texts = wording.risk;

/** Each market with each other, as the clusters see them. */
export function CorrelationPanel({ correlation }: { readonly correlation: CorrelationView }) {
  const { instrumentIds, coefficients } = correlation;
  const names = instrumentIds.map(symbolText);
  const values = names.map((_, row) => coefficients.slice(row * names.length, (row + 1) * names.length));
  const hintOf = (row: number, column: number): string => {
    const value = values[row]?.[column] ?? null;
    const text = value === null ? texts.unknown : formatDecimal(value, { decimals: 2 });
    return texts.cell(names[row] ?? '', names[column] ?? '', text);
  };
  return (
    <Panel title={texts.correlation} className={classes.correlation}>
      {names.length < 2 ? (
        <p className={classes.hint}>{texts.noMarkets}</p>
      ) : (
        <>
          <CorrelationHeatmap label={texts.correlation} names={names} values={values} hintOf={hintOf} />
          <p className={classes.hint}>{texts.correlationNote}</p>
        </>
      )}
    </Panel>
  );
}
