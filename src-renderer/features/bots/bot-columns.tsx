import type { ColDef, ICellRendererParams } from 'ag-grid-community';
import type { BotView } from '../../../src-preload/contract/views.ts';
import { formatQuantity, symbolText } from '../../format/index.ts';
import { wording } from '../../language/index.ts';
import { Amount } from '../../ui/index.ts';
import { BotActions } from './bot-actions.tsx';
import classes from './bot-grid.module.css';
import { BotState } from './bot-state.tsx';
import { LivePrice } from './live-price.tsx';
import { ScoreCell } from './score-cell.tsx';

type Cell = ICellRendererParams<BotView>;

/** Makes a cell from a component that takes the whole bot. */
function cellOf(Component: (props: { readonly bot: BotView }) => React.ReactNode) {
  return function BotCell({ data }: Cell) {
    return data === undefined ? null : <Component bot={data} />;
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
      title={wording.bots.chartOfBot(data.config.name)}
      onClick={() => context.onSelect(data)}
    >
      {data.config.name}
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

function Trades({ bot }: { readonly bot: BotView }) {
  return <span title={wording.bots.wins(bot.wins, bot.trades)}>{bot.trades}</span>;
}

const { columns } = wording.bots;

/** Values say when a cell must be drawn anew; the components draw it. */
export const BOT_COLUMNS: ColDef<BotView>[] = [
  {
    colId: 'name',
    headerName: columns.name,
    valueGetter: ({ data }) => data?.config.name,
    cellRenderer: NameCell,
    flex: 1.4,
    minWidth: 130,
  },
  {
    colId: 'symbol',
    headerName: columns.symbol,
    valueGetter: ({ data }) =>
      data === undefined ? '' : `${symbolText(data.config.instrumentId)} ${data.config.interval}`,
    cellRenderer: cellOf(SymbolCell),
    width: 175,
  },
  {
    colId: 'state',
    headerName: columns.state,
    valueGetter: ({ data }) => (data === undefined ? '' : `${data.state}:${data.reason}:${data.regime?.regime ?? ''}`),
    cellRenderer: cellOf(BotState),
    width: 105,
  },
  {
    colId: 'score',
    headerName: columns.score,
    valueGetter: ({ data }) => data?.decision,
    comparator: (a: BotView['decision'], b: BotView['decision']) => (a?.score ?? -2) - (b?.score ?? -2),
    cellRenderer: cellOf(ScoreCell),
    width: 130,
  },
  {
    colId: 'price',
    headerName: columns.price,
    valueGetter: ({ data }) => data?.config.instrumentId,
    sortable: false,
    cellRenderer: cellOf(LivePrice),
    type: 'rightAligned',
    width: 135,
  },
  {
    colId: 'position',
    headerName: columns.position,
    valueGetter: ({ data }) => data?.position?.quantity,
    comparator: byNumber,
    cellRenderer: cellOf(Position),
    type: 'rightAligned',
    width: 135,
  },
  {
    colId: 'profit',
    headerName: columns.profit,
    valueGetter: ({ data }) => data?.profit,
    comparator: byNumber,
    cellRenderer: cellOf(Profit),
    type: 'rightAligned',
    width: 135,
  },
  {
    colId: 'trades',
    headerName: columns.trades,
    valueGetter: ({ data }) => data?.trades,
    cellRenderer: cellOf(Trades),
    type: 'rightAligned',
    width: 70,
  },
  {
    colId: 'actions',
    headerName: columns.actions,
    valueGetter: ({ data }) => data?.state,
    sortable: false,
    resizable: false,
    cellRenderer: cellOf(BotActions),
    width: 140,
    pinned: 'right',
  },
];

/** Sorting may go through a float; the amounts shown never do. */
function byNumber(a: string | undefined, b: string | undefined): number {
  return Number(a ?? 0) - Number(b ?? 0);
}
