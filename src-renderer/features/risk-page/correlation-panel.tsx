import type { CorrelationView } from '../../../src-preload/contract/risk-views.ts';
import { symbolText } from '../../format/index.ts';
import { en } from '../../language/en.ts';
import { Panel } from '../../ui/index.ts';
import classes from './risk-page.module.css';

const texts = en.risk;
const LEVELS = 5;

/** Steps of colour: −5 for opposite, 5 for one and the same; 0 has none. */
export function levelOf(coefficient: number | null): number {
  if (coefficient === null) return 0;
  return Math.sign(coefficient) * Math.min(LEVELS, Math.floor(Math.abs(coefficient) * LEVELS + 0.5));
}

const valueText = (coefficient: number | null): string => (coefficient === null ? '·' : coefficient.toFixed(2));

/** Each market with each other; the number stands in the cell, so that colour is not all there is. */
export function CorrelationPanel({ correlation }: { readonly correlation: CorrelationView }) {
  const { instrumentIds, coefficients } = correlation;
  return (
    <Panel title={texts.correlation} note={texts.correlationNote} className={classes.correlation}>
      {instrumentIds.length === 0 ? (
        <p className={classes.hint}>{texts.noMarkets}</p>
      ) : (
        <table className={classes.heat}>
          <thead>
            <tr>
              <td />
              {instrumentIds.map((id) => (
                <th key={id} scope="col">
                  {symbolText(id)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {instrumentIds.map((row, index) => (
              <tr key={row}>
                <th scope="row">{symbolText(row)}</th>
                {instrumentIds.map((column, place) => (
                  <Cell
                    key={column}
                    row={row}
                    column={column}
                    value={coefficients[index * instrumentIds.length + place] ?? null}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}

type CellProps = { readonly row: string; readonly column: string; readonly value: number | null };

function Cell({ row, column, value }: CellProps) {
  if (row === column) return <td data-self />;
  const text = valueText(value);
  return (
    <td
      data-heat={levelOf(value)}
      title={texts.cell(symbolText(row), symbolText(column), value === null ? texts.unknown : text)}
    >
      {text}
    </td>
  );
}
