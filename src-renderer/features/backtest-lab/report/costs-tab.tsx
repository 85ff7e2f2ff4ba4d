import type { BacktestResultView } from '../../../../src-preload/contract/research-views.ts';
import { assetDecimals, formatDecimal, formatPercent } from '../../../format/index.ts';
import { wording } from '../../../language/index.ts';
import { Panel } from '../../../ui/index.ts';
import { LimitsReplay } from '../../limits-replay/index.ts';
import { CheckStudy } from './check-study.tsx';
import { CostStudy } from './cost-study.tsx';
import { RefusalsPanel } from './refusals-panel.tsx';
import classes from './report.module.css';
import { StudyPanel } from './study-panel.tsx';

type ResultProps = { readonly result: BacktestResultView };
type CostsTabProps = ResultProps & { readonly jobId: string | null };

const OWN = 'own:';

/** Where the money between gross and net profit went, what risk did not let through, and what more can be asked of both. */
export function CostsTab({ result, jobId }: CostsTabProps) {
  const isOwn = result.request.strategyId.startsWith(OWN);
  const { costs, checks } = wording.backtestReport.studies;
  return (
    <div className={classes.costs}>
      <div className={classes.costsColumn}>
        <CostsPanel result={result} />
        {jobId !== null && (
          <StudyPanel of={{ resultJobId: jobId, study: 'costs' }} unable={isOwn ? costs.notForOwn : null}>
            {(study) => study.study === 'costs' && <CostStudy result={study} quoteAsset={result.quoteAsset} />}
          </StudyPanel>
        )}
      </div>
      <div className={classes.costsColumn}>
        <div className={classes.refusals}>
          <RefusalsPanel refusals={result.sections.refusals} />
        </div>
        {jobId !== null && (
          <StudyPanel of={{ resultJobId: jobId, study: 'checks' }} unable={isOwn ? checks.notForOwn : null}>
            {(study) => study.study === 'checks' && <CheckStudy result={study} />}
          </StudyPanel>
        )}
        {jobId !== null && (
          <StudyPanel of={{ resultJobId: jobId, study: 'limits' }} unable={null}>
            {(study) =>
              study.study === 'limits' && (
                <div className={classes.studyBody}>
                  <LimitsReplay result={study.replay} asset={result.quoteAsset} />
                </div>
              )
            }
          </StudyPanel>
        )}
      </div>
    </div>
  );
}

function CostsPanel({ result }: ResultProps) {
  const {
    costs: title,
    costColumns: columns,
    costKinds,
    costsNote,
    grossProfit,
    netProfit,
    notTold,
  } = wording.backtestReport;
  const { costs } = result.sections;
  const { quoteAsset } = result;
  const count = (value: number): string => formatDecimal(value, { decimals: 0 });
  const money = (amount: string): string => formatDecimal(amount, { decimals: assetDecimals(quoteAsset) });
  return (
    <Panel title={title} note={costsNote(count(costs.fills), count(costs.makerFills))} flush>
      <table className={classes.table} data-testid="costs">
        <thead>
          <tr>
            <td />
            <th scope="col">{columns.amount(quoteAsset)}</th>
            <th scope="col">{columns.ofGross}</th>
            <th scope="col">{columns.bps}</th>
          </tr>
        </thead>
        <tbody>
          <SumRow name={grossProfit} amount={costs.grossProfit} text={money(costs.grossProfit)} />
          {costs.parts.map(({ kind, amount, ofGross, bpsOfTraded }) => (
            <tr key={kind}>
              <th scope="row">{costKinds[kind]}</th>
              <td data-cost={kind} title={amount ?? undefined}>
                {amount === null ? <span className={classes.dimmed}>{notTold}</span> : money(amount)}
              </td>
              <td>{formatPercent(ofGross, { decimals: 1 })}</td>
              <td>{formatDecimal(bpsOfTraded, { decimals: 2 })}</td>
            </tr>
          ))}
          <SumRow name={netProfit} amount={costs.netProfit} text={money(costs.netProfit)} />
        </tbody>
      </table>
    </Panel>
  );
}

function SumRow({ name, amount, text }: { readonly name: string; readonly amount: string; readonly text: string }) {
  return (
    <tr className={classes.sum}>
      <th scope="row">{name}</th>
      <td title={amount} className={amount.startsWith('-') ? classes.loss : classes.gain}>
        {text}
      </td>
      <td />
      <td />
    </tr>
  );
}
