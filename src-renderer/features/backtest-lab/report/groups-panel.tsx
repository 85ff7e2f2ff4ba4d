import type { TradeGroupView } from '../../../../src-preload/contract/report-views.ts';
import type { BacktestResultView } from '../../../../src-preload/contract/research-views.ts';
import { assetDecimals, formatDecimal, formatDuration, formatPercent, signOf } from '../../../format/index.ts';
import { wording } from '../../../language/index.ts';
import { Panel } from '../../../ui/index.ts';
import classes from './report.module.css';

type GroupKind = keyof typeof wording.backtestReport.groupKinds;

/** What each exit reason, tag, side, symbol and regime at entry made. Tags are left out where the strategy gave none. */
export function GroupsPanel({ result }: { readonly result: BacktestResultView }) {
  const { groups, groupKinds, groupColumns: columns } = wording.backtestReport;
  const { quoteAsset } = result;
  const heads = [
    columns.name,
    columns.trades,
    columns.winRate,
    columns.profit(quoteAsset),
    columns.fees(quoteAsset),
    columns.profitFactor,
    columns.averageReturn,
    columns.averageHoldingMs,
  ];
  return (
    <Panel title={groups} flush>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with the keyboard */}
      <section className={classes.scroll} tabIndex={0}>
        <table className={`${classes.table} ${classes.compact}`} data-testid="trade-groups">
          <thead>
            <tr>
              {heads.map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          {shownKinds(result).map((kind) => (
            <tbody key={kind} data-groups={kind}>
              <tr>
                <th scope="rowgroup" colSpan={heads.length} className={classes.groupHead}>
                  {groupKinds[kind]}
                </th>
              </tr>
              {result.sections.groups[kind].map((group) => (
                <GroupRow key={group.name} name={nameOf(kind, group)} group={group} quoteAsset={quoteAsset} />
              ))}
            </tbody>
          ))}
        </table>
      </section>
    </Panel>
  );
}

function shownKinds({ sections }: BacktestResultView): GroupKind[] {
  const kinds = Object.keys(wording.backtestReport.groupKinds) as GroupKind[];
  return kinds.filter((kind) => sections.groups[kind].some(({ name }) => name !== ''));
}

function nameOf(kind: GroupKind, { name }: TradeGroupView): string {
  const { exitReasons, sides } = wording.backtest;
  if (name === '') return kind === 'regime' ? wording.regimes.unknown : wording.backtestReport.noTag;
  if (kind === 'exitReason') return exitReasons[name as keyof typeof exitReasons] ?? name;
  if (kind === 'regime') return wording.regimes.names[name as keyof typeof wording.regimes.names] ?? name;
  return kind === 'side' ? (sides[name as keyof typeof sides] ?? name) : name;
}

type GroupRowProps = { readonly name: string; readonly group: TradeGroupView; readonly quoteAsset: string };

function GroupRow({ name, group, quoteAsset }: GroupRowProps) {
  const decimals = assetDecimals(quoteAsset);
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{formatDecimal(group.trades, { decimals: 0 })}</td>
      <td title={String(group.winRate)}>{formatPercent(group.winRate, { decimals: 1 })}</td>
      <td className={toneOf(signOf(group.profit, decimals))} title={group.profit}>
        {formatDecimal(group.profit, { decimals, signed: true })}
      </td>
      <td title={group.fees}>{formatDecimal(group.fees, { decimals })}</td>
      <td>{formatDecimal(group.profitFactor, { decimals: 2 })}</td>
      <td className={toneOf(Math.sign(group.averageReturn ?? 0))}>
        {formatPercent(group.averageReturn, { decimals: 2, signed: true })}
      </td>
      <td>{formatDuration(group.averageHoldingMs)}</td>
    </tr>
  );
}

const toneOf = (sign: number): string | undefined => (sign === 0 ? undefined : sign > 0 ? classes.gain : classes.loss);
