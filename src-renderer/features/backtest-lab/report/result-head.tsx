import { Badge, Button } from '@mantine/core';
import type { FidelityView } from '../../../../src-preload/contract/report-views.ts';
import type { BacktestResultView } from '../../../../src-preload/contract/research-views.ts';
import { formatAmount, formatDecimal, formatDuration, formatPercent, formatTime } from '../../../format/index.ts';
import { wording } from '../../../language/index.ts';
import { useTimeZone } from '../../../ui/index.ts';
import { makeBotOfResult } from '../../run-history/index.ts';
import { ExportButtons } from './export-buttons.tsx';
import { Hint } from './hint.tsx';
import classes from './report.module.css';

/** Readable on the page's own colour too, where the library's blue falls short. */
const ACCENT = 'var(--bw-accent)';

type ResultHeadProps = {
  readonly result: BacktestResultView;
  /** null: nothing can be exported any more. */
  readonly jobId: string | null;
};

/** What was tested on what, what it came to, how far it may be trusted, and the way out to a file. */
export function ResultHead({ result, jobId }: ResultHeadProps) {
  const { request, quoteAsset, metrics } = result;
  const total = metrics.totalReturn ?? 0;
  return (
    <div className={classes.head}>
      <div>
        <div className={classes.caption}>{wording.backtest.finalEquity}</div>
        <div className={classes.figure}>
          <span data-testid="final-equity" title={result.finalEquity}>
            {formatAmount(result.finalEquity, quoteAsset)}
          </span>{' '}
          <span className={total < 0 ? classes.loss : classes.gain}>
            {formatPercent(metrics.totalReturn, { decimals: 2, signed: true })}
          </span>
        </div>
        <div className={classes.caption}>{wording.backtest.from0(formatAmount(request.capital, quoteAsset))}</div>
      </div>
      <div className={classes.headText}>
        <div className={classes.headTitle}>
          <strong>{`${result.symbol} ${request.interval} · ${request.strategyId}`}</strong>
          {result.fidelity !== null && <FidelityBadge fidelity={result.fidelity} />}
          {result.simulated && (
            <Badge variant="outline" color={ACCENT}>
              {wording.backtest.simulatedData}
            </Badge>
          )}
        </div>
        <Span result={result} />
      </div>
      {result.refusals > 0 && <span className={classes.warning}>{wording.backtest.refusals(result.refusals)}</span>}
      {jobId !== null && (
        <div className={classes.headActions}>
          <Button size="compact-sm" onClick={() => void makeBotOfResult(jobId)}>
            {wording.backtest.toBot}
          </Button>
          <ExportButtons key={jobId} jobId={jobId} />
        </div>
      )}
    </div>
  );
}

function Span({ result }: { readonly result: BacktestResultView }) {
  const timeZone = useTimeZone();
  const { firstMs, lastMs, candles, durationMs } = result;
  return (
    <>
      <span>
        {wording.backtest.span(formatTime(firstMs, timeZone, 'dateTime'), formatTime(lastMs, timeZone, 'dateTime'))}
      </span>
      <span className={classes.caption}>
        {wording.backtest.candles(formatDecimal(candles, { decimals: 0 }))}{' '}
        {wording.backtest.took(formatDuration(durationMs))}
      </span>
    </>
  );
}

function FidelityBadge({ fidelity: { grade, reasons } }: { readonly fidelity: FidelityView }) {
  return (
    <Hint text={reasons.join('\n')}>
      <Badge variant="outline" color={ACCENT} tabIndex={0}>
        {wording.backtestReport.fidelity(grade)}
      </Badge>
    </Hint>
  );
}
