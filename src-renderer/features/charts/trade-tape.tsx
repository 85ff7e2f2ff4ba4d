import type { MarketTradeView } from '../../../src-preload/contract/exchange-views.ts';
import type { InstrumentView } from '../../../src-preload/contract/views.ts';
import { formatPrice, formatTime } from '../../format/index.ts';
import { wording } from '../../language/index.ts';
import { useSettings } from '../../replica/index.ts';
import { Panel } from '../../ui/index.ts';
import classes from './market-side.module.css';
import { quantityText } from './quantity-text.ts';

const ROWS = 60;

export type TradeTapeProps = { readonly trades: readonly MarketTradeView[]; readonly instrument: InstrumentView };

/** Time and sales, newest first; the side is that of the order that took. */
export function TradeTape({ trades, instrument }: TradeTapeProps) {
  const { timeZone } = useSettings();
  const shown = trades
    .slice(-ROWS)
    .reverse()
    .map((trade, place) => ({ ...trade, place }));
  return (
    <Panel title={wording.chart.tape} className={classes.tape} scrollsByKeys>
      {shown.length === 0 ? (
        <p className={classes.waiting}>{wording.chart.noTrades}</p>
      ) : (
        <table className={classes.trades} data-testid="trade-tape" aria-label={wording.chart.tape}>
          <tbody>
            {shown.map(({ timeMs, price, quantity, takerSide, place }) => (
              <tr key={place} data-side={takerSide === 'buy' ? 'bid' : 'ask'}>
                <td>{formatTime(timeMs, timeZone, 'time')}</td>
                <td className={classes.price}>
                  {wording.chart.takerSigns[takerSide]} {formatPrice(price, instrument.tick)}
                </td>
                <td className={classes.amount}>{quantityText(quantity, instrument.step)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}
