import { VisuallyHidden } from '@mantine/core';
import type { ColDef, ICellRendererParams } from 'ag-grid-community';
import type { BotView } from '../../../src-preload/contract/views.ts';
import { formatPercent, formatQuantity, NO_VALUE, symbolText } from '../../format/index.ts';
import { wording } from '../../language/index.ts';
import { Amount } from '../../ui/index.ts';
import { BotActions } from './bot-actions.tsx';
import classes from './bot-grid.module.css';
import type { BotRow } from './bot-rows.ts';
import { BotState } from './bot-state.tsx';
import { BOT_TIERS } from './bot-tier.ts';
import type { BotSort } from './bots-view-store.ts';
import { LivePrice } from './live-price.tsx';
import { ScoreCell } from './score-cell.tsx';
import { select, useIsSelected } from './selection.ts';
import { Sparkline } from './sparkline.tsx';
import { TierBadge } from './tier-badge.tsx';

type Cell = ICellRendererParams<BotRow>;

/** Makes a cell from a component that takes the whole bot. */
function cellOf(Component: (props: { readonly bot: BotView }) => React.ReactNode) {
  return function BotCell({ data }: Cell) {
    return data === undefined ? null : <Component bot={data.bot} />;
  };
}

/** What the grid's owner hands to its cells. */
export type BotGridContext = { readonly onSelect: (bot: BotView) => void };

/** The name shows the bot's market, for hands and keyboards alike. */
function NameCell({ data, context }: Cell & { readonly context: BotGridContext }) {
  if (data === undefined) return null;
  return (
    <button
      type="button"
      className={classes.name}
      title={wording.bots.chartOfBot(data.bot.config.name)}
      onClick={() => context.onSelect(data.bot)}
    >
      {data.bot.config.name}
    </button>
  );
}

function SymbolCell({ bot }: { readonly bot: BotView }) {
  return (
    <span>
      {symbolText(bot.config.instrumentId)} <span className={classes.dimmed}>{bot.config.interval}</span>
    </span>
  );
}

function Position({ bot }: { readonly bot: BotView }) {
  const { position, symbol } = bot;
  if (position === null) return <span className={classes.dimmed}>{wording.bots.flat}</span>;
  const side = position.quantity.startsWith('-') ? 'short' : 'long';
  return (
    <span title={`${wording.trading.sides[side]} · ${position.value} ${bot.quoteAsset}`}>
      {formatQuantity(position.quantity, 6)} {symbol.split('-')[0]}
    </span>
  );
}

function Profit({ bot }: { readonly bot: BotView }) {
  return <Amount value={bot.profit} asset={bot.quoteAsset} signed />;
}

/** The share of closed trades that won, and how many there are: neither says much alone. */
function Won({ bot: { wins, trades } }: { readonly bot: BotView }) {
  if (trades === 0) return <span className={classes.dimmed}>{NO_VALUE}</span>;
  return (
    <span title={wording.bots.wins(wins, trades)}>
      {formatPercent(wins / trades, { decimals: 0 })}{' '}
      <span className={classes.dimmed}>{wording.bots.ofTrades(trades)}</span>
    </span>
  );
}

/** Ticks the bot, for what is done to several at once. */
function Tick({ bot }: { readonly bot: BotView }) {
  const isSelected = useIsSelected(bot.config.id);
  return (
    <input
      type="checkbox"
      className={classes.tick}
      aria-label={wording.bots.bulk.selectBot(bot.config.name)}
      checked={isSelected}
      onChange={(event) => select([bot.config.id], event.currentTarget.checked)}
    />
  );
}

const { columns } = wording.bots;

/** Values say when a cell must be drawn anew; the components draw it. */
export const BOT_COLUMNS: ColDef<BotRow>[] = [
  {
    colId: 'tick',
    headerName: '',
    headerComponent: () => <VisuallyHidden>{wording.bots.bulk.select}</VisuallyHidden>,
    cellRenderer: cellOf(Tick),
    sortable: false,
    resizable: false,
    width: 34,
    minWidth: 34,
  },
  {
    colId: 'name',
    headerName: columns.name,
    valueGetter: ({ data }) => data?.bot.config.name,
    cellRenderer: NameCell,
    flex: 1.4,
    minWidth: 104,
  },
  {
    colId: 'symbol',
    headerName: columns.symbol,
    valueGetter: ({ data }) =>
      data === undefined ? '' : `${symbolText(data.bot.config.instrumentId)} ${data.bot.config.interval}`,
    cellRenderer: cellOf(SymbolCell),
    width: 118,
  },
  {
    colId: 'tier',
    headerName: columns.tier,
    valueGetter: ({ data }) => (data === undefined ? 0 : BOT_TIERS.indexOf(data.tier)),
    cellRenderer: ({ data }: Cell) => (data === undefined ? null : <TierBadge tier={data.tier} />),
    width: 88,
  },
  {
    colId: 'state',
    headerName: columns.state,
    valueGetter: ({ data }) =>
      data === undefined ? '' : `${data.bot.state}:${data.bot.reason}:${data.bot.regime?.regime ?? ''}`,
    cellRenderer: cellOf(BotState),
    width: 92,
  },
  {
    colId: 'score',
    headerName: columns.score,
    valueGetter: ({ data }) => data?.bot.decision,
    comparator: (a: BotView['decision'], b: BotView['decision']) => (a?.score ?? -2) - (b?.score ?? -2),
    cellRenderer: cellOf(ScoreCell),
    width: 126,
  },
  {
    colId: 'trend',
    headerName: columns.trend,
    valueGetter: ({ data }) => data?.profits,
    comparator: (a: readonly number[] | undefined, b: readonly number[] | undefined) => sumOf(a) - sumOf(b),
    cellRenderer: ({ data }: Cell) => (data === undefined ? null : <Sparkline profits={data.profits} />),
    width: 84,
  },
  {
    colId: 'price',
    headerName: columns.price,
    valueGetter: ({ data }) => data?.bot.config.instrumentId,
    sortable: false,
    cellRenderer: cellOf(LivePrice),
    type: 'rightAligned',
    width: 118,
  },
  {
    colId: 'position',
    headerName: columns.position,
    valueGetter: ({ data }) => data?.bot.position?.quantity,
    comparator: byNumber,
    cellRenderer: cellOf(Position),
    type: 'rightAligned',
    width: 102,
  },
  {
    colId: 'profit',
    headerName: columns.profit,
    valueGetter: ({ data }) => data?.bot.profit,
    comparator: byNumber,
    cellRenderer: cellOf(Profit),
    type: 'rightAligned',
    width: 108,
  },
  {
    colId: 'won',
    headerName: columns.won,
    valueGetter: ({ data }) => (data === undefined ? '' : `${data.bot.wins}/${data.bot.trades}`),
    comparator: (_a, _b, a, b) => shareWon(a.data?.bot) - shareWon(b.data?.bot),
    cellRenderer: cellOf(Won),
    type: 'rightAligned',
    width: 80,
  },
  {
    colId: 'actions',
    headerName: columns.actions,
    valueGetter: ({ data }) => data?.bot.state,
    sortable: false,
    resizable: false,
    cellRenderer: cellOf(BotActions),
    width: 200,
    pinned: 'right',
  },
];

/** Sorting may go through a float; the amounts shown never do. */
function byNumber(a: string | undefined, b: string | undefined): number {
  return Number(a ?? 0) - Number(b ?? 0);
}

const sumOf = (profits: readonly number[] = []): number => profits.reduce((sum, profit) => sum + profit, 0);

/** Without a trade below every share. */
const shareWon = (bot: BotView | undefined): number =>
  bot === undefined || bot.trades === 0 ? -1 : bot.wins / bot.trades;

/** With the order the person left it in. */
export function sortedBy(sort: BotSort | null): ColDef<BotRow>[] {
  if (sort === null) return BOT_COLUMNS;
  return BOT_COLUMNS.map((column) =>
    column.colId === sort.columnId ? { ...column, initialSort: sort.direction } : column,
  );
}
