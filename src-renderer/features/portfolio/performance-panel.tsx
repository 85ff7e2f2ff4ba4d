import type { PerformanceView } from '../../../src-preload/contract/portfolio-views.ts';
import { ask } from '../../bridge/index.ts';
import { formatAmount } from '../../format/index.ts';
import { wording } from '../../language/index.ts';
import { Amount, EmptyState, ErrorState, Loading, Panel, Percent } from '../../ui/index.ts';
import type { AccountProps } from './attribution-panel.tsx';
import { PerformanceChart } from './performance-chart.tsx';
import classes from './portfolio-page.module.css';
import { useAnswer } from './use-answer.ts';

const texts = wording.portfolio;

/** Equity with what was paid in and out marked, and the return without it. */
export function PerformancePanel({ account, moment }: AccountProps) {
  const answer = useAnswer(`${account.id} ${moment}`, () => ask('portfolio.performance', { accountId: account.id }));
  return (
    <Panel title={texts.performance} flush>
      {answer.kind === 'loading' && <Loading label={texts.loading} />}
      {answer.kind === 'failed' && <ErrorState failure={answer.failure} />}
      {answer.kind === 'ready' && <Performance performance={answer.value} asset={account.quoteAsset} />}
    </Panel>
  );
}

function Performance({ performance, asset }: { readonly performance: PerformanceView; readonly asset: string }) {
  const { equity, flows, timeWeightedReturn, profit, paidIn, paidOut } = performance;
  const [first] = equity;
  if (first === undefined) return <EmptyState title={texts.performanceEmpty} />;
  const label = texts.performanceLabel({
    first: formatAmount(first, asset),
    last: formatAmount(equity.at(-1), asset),
    flows: flows.length,
  });
  return (
    <div className={classes.performance}>
      <dl className={classes.figures} data-testid="performance">
        <div>
          <dt>{texts.timeWeighted}</dt>
          <dd>
            <Percent fraction={timeWeightedReturn} signed />
          </dd>
        </div>
        <div>
          <dt>{texts.profit}</dt>
          <dd>
            <Amount value={profit} asset={asset} signed />
          </dd>
        </div>
        <div>
          <dt>{texts.paidIn}</dt>
          <dd>
            <Amount value={paidIn} asset={asset} />
          </dd>
        </div>
        <div>
          <dt>{texts.paidOut}</dt>
          <dd>
            <Amount value={paidOut} asset={asset} />
          </dd>
        </div>
      </dl>
      <PerformanceChart performance={performance} label={label} />
    </div>
  );
}
