import type { BacktestResultView } from '../../../../src-preload/contract/research-views.ts';
import { formatAmount, formatDecimal, formatDuration, formatPercent } from '../../../format/index.ts';
import { wording } from '../../../language/index.ts';
import { Panel } from '../../../ui/index.ts';
import { type MetricRow, metricRows } from './metric-rows.ts';
import classes from './report.module.css';

/** Every metric, rounded for reading; the exact number is in the cell's title, as the command line prints it. */
export function MetricsPanel({ result }: { readonly result: BacktestResultView }) {
  const { metricNames } = wording.backtest;
  return (
    <Panel title={wording.backtest.metrics} flush>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with the keyboard */}
      <section className={classes.scroll} tabIndex={0}>
        <table className={classes.figures} data-testid="metrics">
          <tbody>
            {metricRows(result).map((row) => (
              <tr key={row.name}>
                <th scope="row">{metricNames[row.name]}</th>
                <td data-metric={row.name} title={row.value === null ? undefined : String(row.value)}>
                  {metricText(row, result.quoteAsset)}
                  {row.reason !== null && (
                    <span className={classes.reason}> {wording.backtest.reasons[row.reason]}</span>
                  )}
                </td>
              </tr>
            ))}
            <tr>
              <th scope="row">{metricNames.fees}</th>
              <td data-metric="fees" title={result.metrics.fees}>
                {formatAmount(result.metrics.fees, result.quoteAsset)}
              </td>
            </tr>
          </tbody>
        </table>
      </section>
    </Panel>
  );
}

function metricText({ kind, value }: MetricRow, quoteAsset: string): string {
  if (value === null) return wording.backtest.undefined;
  if (kind === 'percent') return formatPercent(value, { decimals: 2 });
  if (kind === 'duration') return formatDuration(value);
  if (kind === 'money') return `${formatDecimal(value, { decimals: 2, signed: true })} ${quoteAsset}`;
  return formatDecimal(value, { decimals: kind === 'count' ? 0 : 3 });
}
