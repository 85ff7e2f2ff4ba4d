import { formatDecimal, NO_VALUE } from '../format/index.ts';
import classes from './correlation-heatmap.module.css';
import { correlationLevel } from './correlation-level.ts';
import { useRowsInSight } from './use-rows-in-sight.ts';

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

/** As the style sheet has it. */
const ROW_PX = 32;

/**
 * A row and a column a name; the stronger the colour, the more two move together (or against each other). Of dozens of
 * names only the rows in sight are drawn: all would be thousands of cells.
 */
export function CorrelationHeatmap({ label, names, values, hintOf }: CorrelationHeatmapProps) {
  const { place, rows } = useRowsInSight<HTMLDivElement>(names.length, ROW_PX);
  return (
    <div className={classes.scroll} ref={place}>
      <table className={classes.heat} aria-label={label} aria-rowcount={names.length + 1}>
        <thead>
          <tr aria-rowindex={1}>
            <td />
            {names.map((name) => (
              <th key={name} scope="col" title={name}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Gap rows={rows.from} />
          {names.slice(rows.from, rows.to).map((name, index) => {
            const row = rows.from + index;
            return (
              <tr key={name} aria-rowindex={row + 2}>
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
            );
          })}
          <Gap rows={names.length - rows.to} />
        </tbody>
      </table>
    </div>
  );
}

/** In place of rows out of sight. */
function Gap({ rows }: { readonly rows: number }) {
  return rows <= 0 ? null : <tr aria-hidden className={classes.gap} style={{ height: rows * ROW_PX }} />;
}
