import { SegmentedControl } from '@mantine/core';
import type {
  AttributionSumsView,
  AttributionView,
  GroupingView,
} from '../../../src-preload/contract/portfolio-views.ts';
import type { AccountView } from '../../../src-preload/contract/views.ts';
import { ask } from '../../bridge/index.ts';
import { wording } from '../../language/index.ts';
import { useReplica } from '../../replica/index.ts';
import { Amount, EmptyState, ErrorState, Loading, Panel, Percent } from '../../ui/index.ts';
import { FileButtons } from './file-buttons.tsx';
import classes from './portfolio-page.module.css';
import { choose, usePortfolio } from './portfolio-store.ts';
import { useAnswer } from './use-answer.ts';

const texts = wording.portfolio;
const GROUPINGS = Object.keys(texts.groupings) as GroupingView[];

export type AccountProps = { readonly account: AccountView; readonly moment: string };

/** The account's profit by whoever earned it; the last row is the whole. */
export function AttributionPanel({ account, moment }: AccountProps) {
  const grouping = usePortfolio((choices) => choices.grouping);
  const answer = useAnswer(`${account.id} ${grouping} ${moment}`, () =>
    ask('portfolio.attribution', { accountId: account.id, grouping }),
  );
  const groups = (
    <SegmentedControl
      size="xs"
      aria-label={texts.groupBy}
      data={GROUPINGS.map((value) => ({ value, label: texts.groupings[value] }))}
      value={grouping}
      onChange={(value) => choose({ grouping: value as GroupingView })}
    />
  );
  return (
    <Panel title={texts.attribution} actions={groups} flush>
      {answer.kind === 'loading' && <Loading label={texts.loading} />}
      {answer.kind === 'failed' && <ErrorState failure={answer.failure} />}
      {answer.kind === 'ready' && <AttributionTable attribution={answer.value} account={account} grouping={grouping} />}
      <FileButtons accountId={account.id} />
    </Panel>
  );
}

type TableProps = {
  readonly attribution: AttributionView;
  readonly account: AccountView;
  readonly grouping: GroupingView;
};

function AttributionTable({ attribution: { rows, whole }, account, grouping }: TableProps) {
  const nameOf = useNames(grouping);
  if (rows.length === 0) return <EmptyState title={texts.empty} hint={texts.emptyHint} />;
  const { columns } = texts;
  const name = texts.groupings[grouping];
  const money = [columns.realised, columns.unrealised, columns.fees, columns.funding, columns.total];
  return (
    <div className={classes.scroll}>
      <table className={classes.table} aria-label={texts.attributionLabel(name)} data-testid="attribution">
        <thead>
          <tr>
            <th scope="col">{name}</th>
            {[...money.map((column) => `${column}, ${account.quoteAsset}`), columns.trades, columns.winRate].map(
              (column) => (
                <th key={column} scope="col" className={classes.number}>
                  {column}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">{nameOf(row.key)}</th>
              <SumCells sums={row} asset={account.quoteAsset} />
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{texts.whole}</th>
            <SumCells sums={whole} asset={account.quoteAsset} />
          </tr>
        </tfoot>
      </table>
      <p className={classes.note}>{texts.adds}</p>
    </div>
  );
}

const MONEY = ['realised', 'unrealised', 'fees', 'funding', 'total'] as const;

function SumCells({ sums, asset }: { readonly sums: AttributionSumsView; readonly asset: string }) {
  const { trades, wins } = sums;
  return (
    <>
      {MONEY.map((part) => (
        <td key={part} className={classes.number} title={sums[part]}>
          <Amount value={sums[part]} asset={asset} bare signed={part !== 'fees' && part !== 'funding'} />
        </td>
      ))}
      <td className={classes.number}>{trades}</td>
      <td className={classes.number}>
        <Percent fraction={trades === 0 ? null : wins / trades} decimals={0} />
      </td>
    </>
  );
}

/** What a key is called in the window. */
function useNames(grouping: GroupingView): (key: string) => string {
  const bots = useReplica((state) => state.bots);
  return (key) => {
    if (key === '') return grouping === 'exitTag' ? `${texts.noTag}, ${texts.stillHeld.toLowerCase()}` : texts.noTag;
    return grouping === 'bot' ? (bots[key]?.config.name ?? key) : key;
  };
}
