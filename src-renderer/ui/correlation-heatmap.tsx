import { formatDecimal, NO_VALUE } from '../format/index.ts';
import classes from './correlation-heatmap.module.css';
import { correlationLevel } from './correlation-level.ts';

export type CorrelationHeatmapProps = {
  /** Says in words what is compared. */
  readonly label: string;
  readonly names: readonly string[];
  /** −1 to 1, a row a name; null where too little is known. */
  readonly values: readonly (readonly (number | null)[])[];
  /** What a cell says when it is pointed at. */
  readonly hintOf?: (row: number, column: number) => string;
};

const DECIMALS = 2;

/** A row and a column a name; the stronger the colour, the more two move together (or against each other). */
export function CorrelationHeatmap({ label, names, values, hintOf }: CorrelationHeatmapProps) {
  return (
    <div className={classes.scroll}>
      <table className={classes.heat} aria-label={label}>
        <thead>
          <tr>
            <td />
            {names.map((name) => (
              <th key={name} scope="col" title={name}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {names.map((name, row) => (
            <tr key={name}>
              <th scope="row" title={name}>
                {name}
              </th>
              {names.map((other, column) => {
                const value = values[row]?.[column] ?? null;
                return (
                  <td key={other} data-level={correlationLevel(value)} title={hintOf?.(row, column)}>
                    {value === null ? NO_VALUE : formatDecimal(value, { decimals: DECIMALS })}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
