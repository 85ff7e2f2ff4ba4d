import type { BacktestResultView } from '../../../../src-preload/contract/research-views.ts';
import { assetDecimals, formatDecimal, formatPercent } from '../../../format/index.ts';
import { en } from '../../../language/en.ts';
import { Panel } from '../../../ui/index.ts';
import { RefusalsPanel } from './refusals-panel.tsx';
import classes from './report.module.css';

type ResultProps = { readonly result: BacktestResultView };

/** Where the money between gross and net profit went, and what risk did not let through. */
export function CostsTab({ result }: ResultProps) {
  return (
    <div className={classes.costs}>
      <CostsPanel result={result} />
      <RefusalsPanel refusals={result.sections.refusals} />
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
  } = en.backtestReport;
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
