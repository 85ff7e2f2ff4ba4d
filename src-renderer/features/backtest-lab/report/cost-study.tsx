import type { CostStudyView } from '../../../../src-preload/contract/study-views.ts';
import { assetDecimals, formatDecimal } from '../../../format/index.ts';
import { wording } from '../../../language/index.ts';
import { heatLevel } from './heat-level.ts';
import classes from './report.module.css';

type CostStudyProps = { readonly result: CostStudyView; readonly quoteAsset: string };
type Point = CostStudyView['sweep']['points'][number];

/** Net profit by slippage and fee, the slippage at which it is gone, and what the candles leave open. */
export function CostStudy({ result: { sweep, bounds }, quoteAsset }: CostStudyProps) {
  const { costSweep, slippage, fee, breakEven } = wording.backtestReport.studies.costs;
  const slippages = [...new Set(sweep.points.map(({ slippageBps }) => slippageBps))];
  const fees = [...new Set(sweep.points.map(({ feeBps }) => feeBps))];
  const strongest = Math.max(...sweep.points.map(({ netProfit }) => Math.abs(Number(netProfit))));
  return (
    <>
      <p className={classes.studyWords} data-testid="break-even" title={sweep.breakEven.sentence}>
        {breakEven[sweep.breakEven.outcome](String(sweep.breakEven.slippageBps))}
      </p>
      <table className={classes.heat} data-testid="cost-sweep">
        <caption className={classes.note}>{costSweep(quoteAsset)}</caption>
        <thead>
          <tr>
            <th scope="col">{slippage}</th>
            {fees.map((feeBps) => (
              <th key={feeBps} scope="col">
                {fee(String(feeBps))}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {slippages.map((slippageBps) => (
            <tr key={slippageBps}>
              <th scope="row">{String(slippageBps)}</th>
              {fees.map((feeBps) => (
                <PointCell
                  key={feeBps}
                  point={sweep.points.find((one) => one.feeBps === feeBps && one.slippageBps === slippageBps)}
                  strongest={strongest}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <BoundsTable bounds={bounds} quoteAsset={quoteAsset} />
    </>
  );
}

function PointCell({ point, strongest }: { readonly point: Point | undefined; readonly strongest: number }) {
  const profit = point === undefined ? null : Number(point.netProfit);
  return (
    <td data-heat={heatLevel(profit, strongest)} title={point?.netProfit}>
      {profit === null ? '' : formatDecimal(profit, { decimals: 0 })}
    </td>
  );
}

function BoundsTable({ bounds, quoteAsset }: Pick<CostStudyView, 'bounds'> & { readonly quoteAsset: string }) {
  const { boundsNote, boundNames, boundColumns } = wording.backtestReport.studies.costs;
  return (
    <table className={classes.table} data-testid="bounds">
      <caption className={classes.note}>{boundsNote}</caption>
      <thead>
        <tr>
          <td />
          <th scope="col">{boundColumns.netProfit(quoteAsset)}</th>
          <th scope="col">{boundColumns.trades}</th>
        </tr>
      </thead>
      <tbody>
        {(['pessimistic', 'optimistic'] as const).map((name) => (
          <tr key={name}>
            <th scope="row">{boundNames[name]}</th>
            <td data-bound={name} title={bounds[name].netProfit}>
              {formatDecimal(bounds[name].netProfit, { decimals: assetDecimals(quoteAsset) })}
            </td>
            <td>{formatDecimal(bounds[name].trades, { decimals: 0 })}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
