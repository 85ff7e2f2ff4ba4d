import type { ParityBotView, ParityTradeView } from '../../../src-preload/contract/parity-views.ts';
import { subtractDecimals } from '../../format/index.ts';
import { wording } from '../../language/index.ts';
import { Amount, EmptyState, Panel, TimeText } from '../../ui/index.ts';
import { GapBar } from './gap-bar.tsx';
import { longestSide } from './gap-bar-layout.ts';
import classes from './parity-page.module.css';

const texts = wording.parity;

/** Newest first: what each trade brought here and in the backtest, and the gap as a bar. */
export function TradesPanel({ bot }: { readonly bot: ParityBotView }) {
  const most = longestSide(bot.trades.map(({ parts }) => parts));
  const note = texts.shownOf(bot.trades.length, bot.tradeCount);
  return (
    <Panel title={texts.tradesOf(bot.botName)} note={note} flush>
      {bot.trades.length === 0 ? (
        <EmptyState title={texts.noTrades} />
      ) : (
        <div className={classes.scroll}>
          <table className={classes.table} aria-label={texts.tradesLabel(bot.botName)} data-testid="parity-trades">
            <thead>
              <tr>
                <th scope="col">{texts.columns.entry}</th>
                <th scope="col">{texts.columns.exit}</th>
                <th scope="col">{texts.columns.side}</th>
                {[texts.columns.earned, texts.columns.backtest, texts.columns.gap].map((name) => (
                  <th key={name} scope="col" className={classes.number}>
                    {name}
                  </th>
                ))}
                <th scope="col" className={classes.split}>
                  {texts.columns.split}
                </th>
              </tr>
            </thead>
            <tbody>
              {bot.trades.map((trade) => (
                <TradeRow key={rowKey(trade)} trade={trade} asset={bot.quoteAsset} most={most} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}

const rowKey = ({ match, entryMs, exitMs, actual, model }: ParityTradeView): string =>
  [match, entryMs, exitMs, actual, model].join(' ');

type TradeRowProps = { readonly trade: ParityTradeView; readonly asset: string; readonly most: number };

function TradeRow({ trade, asset, most }: TradeRowProps) {
  const gap = subtractDecimals(trade.actual ?? '0', trade.model ?? '0');
  return (
    <tr>
      <td>
        <TimeText timeMs={trade.entryMs} />
      </td>
      <td>{trade.exitMs === null ? texts.held : <TimeText timeMs={trade.exitMs} />}</td>
      <td>{texts.sides[trade.side]}</td>
      <td className={classes.number}>
        {trade.actual === null ? texts.modelOnly : <Amount value={trade.actual} asset={asset} signed bare />}
      </td>
      <td className={classes.number}>
        {trade.model === null ? texts.actualOnly : <Amount value={trade.model} asset={asset} signed bare />}
      </td>
      <td className={classes.number} title={gap}>
        <Amount value={gap} asset={asset} signed bare />
      </td>
      <td className={classes.split}>
        <GapBar parts={trade.parts} most={most} asset={asset} />
      </td>
    </tr>
  );
}
