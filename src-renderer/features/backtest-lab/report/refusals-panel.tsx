import type { ReportSectionsView } from '../../../../src-preload/contract/report-views.ts';
import { formatDecimal, formatTime } from '../../../format/index.ts';
import { wording } from '../../../language/index.ts';
import { EmptyState, Panel, useTimeZone } from '../../../ui/index.ts';
import classes from './report.module.css';

type Refusals = ReportSectionsView['refusals'];

/** How often which rule refused, and the first refusals with their limit and what would have been. */
export function RefusalsPanel({ refusals }: { readonly refusals: Refusals }) {
  const { refusals: title, noRefusals, refusalColumns: columns, firstRefusals } = wording.backtestReport;
  const count = (value: number): string => formatDecimal(value, { decimals: 0 });
  if (refusals.total === 0) {
    return (
      <Panel title={title}>
        <EmptyState title={noRefusals} />
      </Panel>
    );
  }
  return (
    <Panel title={title} note={firstRefusals(count(refusals.first.length), count(refusals.total))} flush>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with the keyboard */}
      <section className={classes.scroll} tabIndex={0}>
        <table className={classes.table} data-testid="refusal-rules">
          <thead>
            <tr>
              <th scope="col">{columns.rule}</th>
              <th scope="col">{columns.count}</th>
            </tr>
          </thead>
          <tbody>
            {refusals.rules.map(({ rule, count: times }) => (
              <tr key={rule}>
                <th scope="row">{rule}</th>
                <td>{count(times)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <FirstRefusals first={refusals.first} />
      </section>
    </Panel>
  );
}

function FirstRefusals({ first }: Pick<Refusals, 'first'>) {
  const timeZone = useTimeZone();
  const { refusalColumns: columns } = wording.backtestReport;
  return (
    <table className={classes.table} data-testid="first-refusals">
      <thead>
        <tr>
          <th scope="col">{columns.time}</th>
          <th scope="col">{columns.rule}</th>
          <th scope="col">{columns.limit}</th>
          <th scope="col">{columns.actual}</th>
        </tr>
      </thead>
      <tbody>
        {first.map(({ timeMs, rule, limit, actual }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes, and two refusals may be alike
          <tr key={index}>
            <td>{formatTime(timeMs, timeZone, 'dateTime')}</td>
            <td>{rule}</td>
            <td>{limit}</td>
            <td>{actual}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
