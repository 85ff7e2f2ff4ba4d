import { Button, Progress } from '@mantine/core';
import type { BacktestResultView } from '../../../src-preload/contract/research-views.ts';
import type { BotConfigView } from '../../../src-preload/contract/views.ts';
import { formatAmount, formatDecimal, formatPercent } from '../../format/index.ts';
import { wording } from '../../language/index.ts';
import { useInstrument } from '../../replica/index.ts';
import { Amount, ErrorState, Percent } from '../../ui/index.ts';
import classes from './bot-wizard.module.css';
import { curvePath } from './curve-path.ts';
import { cautionsOf, daysOf } from './preview-cautions.ts';
import { leavesOut, previewRequest } from './preview-request.ts';
import type { Preview, PreviewStage } from './use-preview.ts';

const texts = wording.bots.wizard;

/** A real backtest of what is about to be made, and what a careful person would say about it. */
export function PreviewPanel({ config, preview }: { readonly config: BotConfigView; readonly preview: Preview }) {
  const { stage, progress, madeOf, start, cancel } = preview;
  const isSimulated = useInstrument(config.instrumentId)?.simulated ?? false;
  const now = JSON.stringify({ ...config, name: '' });
  const run = (): void => void start(previewRequest(config, Date.now(), isSimulated), now);
  return (
    <section className={classes.preview} aria-label={texts.preview}>
      <div className={classes.previewHead}>
        <h3>{texts.preview}</h3>
        {stage.kind === 'running' ? (
          <Button size="compact-sm" variant="default" disabled={stage.jobId === null} onClick={cancel}>
            {wording.bots.form.cancel}
          </Button>
        ) : (
          <Button size="compact-sm" onClick={run}>
            {stage.kind === 'none' ? texts.run : texts.runAgain}
          </Button>
        )}
      </div>
      <p className={classes.hint}>{texts.previewHint}</p>
      {leavesOut(config) && <p className={classes.warning}>{texts.leavesOut}</p>}
      {stage.kind === 'running' && <Progress value={progress * 100} aria-label={texts.running} />}
      <div role="status">
        {stage.kind === 'done' && madeOf !== now && <p className={classes.warning}>{texts.changed}</p>}
        <Stage stage={stage} />
      </div>
    </section>
  );
}

function Stage({ stage }: { readonly stage: PreviewStage }) {
  if (stage.kind === 'none') return <p className={classes.warning}>{texts.notRun}</p>;
  if (stage.kind === 'done') return <Result result={stage.result} />;
  if (stage.kind === 'running') return <p>{texts.running}</p>;
  return (
    <>
      <ErrorState failure={stage.failure} />
      <p className={classes.hint}>{texts.failedHint}</p>
    </>
  );
}

function Result({ result }: { readonly result: BacktestResultView }) {
  const { metrics, curve, quoteAsset, finalEquity } = result;
  const cautions = cautionsOf(result);
  return (
    <>
      <Figures result={result} />
      <svg
        className={classes.curve}
        viewBox="0 0 600 90"
        preserveAspectRatio="none"
        role="img"
        aria-label={texts.curve(formatAmount(finalEquity, quoteAsset))}
        data-falling={(metrics.totalReturn ?? 0) < 0}
      >
        <path d={curvePath(curve.equity, 600, 90)} />
      </svg>
      <h4>{texts.cautions}</h4>
      {cautions.length === 0 ? (
        <p>{texts.noCautions}</p>
      ) : (
        <ul className={classes.cautions}>
          {cautions.map((caution) => (
            <li key={caution}>{caution}</li>
          ))}
        </ul>
      )}
    </>
  );
}

function Figures({ result }: { readonly result: BacktestResultView }) {
  const { metrics, quoteAsset, finalEquity, request } = result;
  const rows = [
    [
      texts.figures.result,
      <>
        <Amount value={Number(finalEquity) - Number(request.capital)} asset={quoteAsset} signed />{' '}
        <Percent fraction={metrics.totalReturn} signed />
      </>,
    ],
    [texts.figures.held, <Percent key="held" fraction={metrics.buyAndHoldReturn} signed />],
    [texts.figures.drawdown, <Percent key="drawdown" fraction={metrics.maxDrawdown} />],
    [texts.figures.trades, metrics.trades],
    [texts.figures.won, formatPercent(metrics.winRate, { decimals: 0 })],
    [texts.figures.span, texts.days(formatDecimal(daysOf(result), { decimals: 1 }))],
  ] as const;
  return (
    <dl className={classes.figures}>
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
