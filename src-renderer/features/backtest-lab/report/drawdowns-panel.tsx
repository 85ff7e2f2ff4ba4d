import type { BacktestResultView } from '../../../../src-preload/contract/research-views.ts';
import { formatDuration, formatPercent, formatTime } from '../../../format/index.ts';
import { wording } from '../../../language/index.ts';
import { EmptyState, Panel, useTimeZone } from '../../../ui/index.ts';
import classes from './report.module.css';

/** The five deepest falls; one that was never regained lasts until the last candle. */
export function DrawdownsPanel({ result }: { readonly result: BacktestResultView }) {
  const timeZone = useTimeZone();
  const { drawdowns: title, noDrawdowns, drawdownColumns: columns, notRegained } = wording.backtestReport;
  const { drawdowns } = result.statistics;
  const time = (timeMs: number): string => formatTime(timeMs, timeZone, 'dateTime');
  return (
    <Panel title={title} flush className={classes.drawdowns}>
      {drawdowns.length === 0 ? (
        <EmptyState title={noDrawdowns} />
      ) : (
        <table className={classes.table} data-testid="drawdowns">
          <thead>
            <tr>
              {Object.entries(columns).map(([name, text]) => (
                <th key={name} scope="col">
                  {text}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {drawdowns.map(({ depth, fromMs, lowestMs, regainedMs }) => (
              <tr key={fromMs}>
                <td className={classes.loss} title={String(depth)}>
                  {formatPercent(-depth)}
                </td>
                <td>{time(fromMs)}</td>
                <td>{time(lowestMs)}</td>
                <td>{regainedMs === null ? notRegained : time(regainedMs)}</td>
                <td>{formatDuration((regainedMs ?? result.lastMs) - fromMs)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}
