import { basename } from 'node:path';
import type { ExportFormat } from '../../src-preload/contract/report-views.ts';
import type { BacktestResultView } from '../../src-preload/contract/research-views.ts';
import type { BacktestRequest } from '../backtest/backtest-request.ts';
import { dayText } from '../backtest/exports/tear-sheet/figure-text.ts';
import type { Outcome } from '../base/outcome.ts';
import { succeed } from '../base/outcome.ts';
import type { ExportTask } from '../compute-worker.ts';
import type { BacktestJobPorts } from './backtest-job.ts';
import { readAgain } from './backtest-job.ts';
import { runOwnBacktest } from './own-strategies/own-backtest.ts';
import { isOwnStrategy } from './own-strategies/own-strategy-id.ts';

export type BacktestExportPorts = BacktestJobPorts & {
  /** Asks the person where to; null when nowhere. */
  readonly chooseSavePath: (fileName: string) => Promise<string | null>;
};

/** Writes a result where the person says, and tells the file's name; null when they chose nowhere. */
export async function exportBacktest(
  ports: BacktestExportPorts,
  result: BacktestResultView,
  format: ExportFormat,
): Promise<Outcome<{ readonly fileName: string | null }>> {
  const path = await ports.chooseSavePath(exportFileName(result, format));
  if (path === null) return succeed({ fileName: null });
  const { finalEquity, trades } = result;
  const request = await readAgain(ports, result);
  if (!request.ok) return request;
  const target = { format, path, finalEquity, trades: trades.length };
  const written = await writeResult(ports, request.value.engine, target);
  return written.ok ? succeed({ fileName: basename(path) }) : written;
}

async function writeResult(
  ports: BacktestExportPorts,
  request: BacktestRequest,
  target: Omit<ExportTask, 'request'>,
): Promise<Outcome<void>> {
  if (!isOwnStrategy(request.strategyId)) return ports.pool.exportResult({ request, ...target });
  const control = { signal: new AbortController().signal, report: () => undefined };
  const run = await runOwnBacktest(ports.ownStrategies, request, control);
  return run.ok ? ports.pool.exportRun({ run: run.value, ...target }) : run;
}

/** Such as `sma-cross-BTC-USDT-1h-2024-01-01-to-2024-03-31.html`; nothing that a file system takes amiss. */
export function exportFileName(
  { symbol, request, firstMs, lastMs }: Pick<BacktestResultView, 'symbol' | 'request' | 'firstMs' | 'lastMs'>,
  format: ExportFormat,
): string {
  const words = [request.strategyId, symbol, request.interval, dayText(firstMs), 'to', dayText(lastMs)];
  return `${words.join('-').replaceAll(/[^A-Za-z0-9._-]+/g, '-')}.${format}`;
}
