import type { StatisticsView } from '../../../../src-preload/contract/report-views.ts';
import { formatPercent } from '../../../format/index.ts';
import { wording } from '../../../language/index.ts';
import { Panel } from '../../../ui/index.ts';
import { heatLevel } from './heat-level.ts';
import classes from './report.module.css';

type Years = StatisticsView['monthlyReturns'];

/** A row a year, a column a month, the stronger the colour the larger the month. */
export function MonthsPanel({ years }: { readonly years: Years }) {
  const { months, monthlyReturns, monthlyNote, year } = wording.backtestReport;
  const strongest = years
    .flatMap((one) => one.months)
    .reduce((most: number, value) => Math.max(most, Math.abs(value ?? 0)), 0);
  return (
    <Panel title={monthlyReturns} note={monthlyNote} flush className={classes.months}>
      <table className={classes.heat} data-testid="monthly-returns">
        <thead>
          <tr>
            <td />
            {months.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
            <th scope="col">{year}</th>
          </tr>
        </thead>
        <tbody>
          {years.map((one) => (
            <tr key={one.year}>
              <th scope="row">{String(one.year)}</th>
              {months.map((name, month) => (
                <MonthCell key={name} value={one.months[month] ?? null} strongest={strongest} />
              ))}
              <td className={classes.total} title={exactOf(one.total)}>
                {textOf(one.total)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

function MonthCell({ value, strongest }: { readonly value: number | null; readonly strongest: number }) {
  return (
    <td data-heat={heatLevel(value, strongest)} title={exactOf(value)}>
      {value === null ? '' : textOf(value)}
    </td>
  );
}

const exactOf = (value: number | null): string | undefined => (value === null ? undefined : String(value));
const textOf = (value: number | null): string => formatPercent(value, { decimals: 1, signed: true });
