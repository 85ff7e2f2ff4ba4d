import type { Price } from '../../../model/money.ts';
import { moneyToNumber, moneyToText, priceToNumber, quantityToText } from '../../../model/money.ts';
import type { ClosedTrade } from '../../../model/position.ts';
import { tradeReturn } from '../../statistics/trade-return.ts';
import type { RunResult } from '../run-result.ts';
import {
  moneyPlaces,
  numberText,
  percentText,
  pricePlaces,
  shortDecimal,
  signedPercentText,
  timeText,
} from './figure-text.ts';
import type { Markup } from './markup.ts';
import { html, NOTHING } from './markup.ts';
import { cell, dataTable, signedCell } from './tables.ts';

const MOST_TRADES = 500;
const HEADS = [
  '',
  'Side',
  'Entry',
  'Price',
  'Exit',
  'Price',
  'Quantity',
  'Fee',
  'Profit',
  'Return',
  'Against',
  'For',
  'Why',
];

/** The first trades, and how many more there are. */
export function tradesSection({ run, statistics }: RunResult): Markup {
  const { trades, request } = run;
  const places = {
    money: moneyPlaces(moneyToNumber(request.capital)),
    price: pricePlaces(priceToNumber(trades[0]?.entryPrice ?? (0n as Price))),
  };
  const rows = trades.slice(0, MOST_TRADES).map((trade, index) => {
    const { adverse = 0, favourable = 0 } = statistics.excursions[index] ?? {};
    return [
      cell(String(index + 1)),
      ...tradeCells(trade, places),
      cell(percentText(adverse)),
      cell(percentText(favourable)),
      cell(trade.exitReason),
    ];
  });
  const left = trades.length - rows.length;
  const more =
    left > 0 ? html`<p class="note">… and ${numberText(left, 0)} more trades; the CSV export has all.</p>` : NOTHING;
  const { quoteAsset, baseAsset } = request.instrument;
  return html`<section class="trades"><h2>Trades</h2><p class="note">Prices, fee and profit in ${quoteAsset}, quantity in ${baseAsset}. Against and for: how far the price went from the entry while the trade was open.</p>${trades.length === 0 ? html`<p class="note">No trades.</p>` : dataTable(HEADS, rows)}${more}</section>`;
}

/** After the point, the same in a whole column. */
type Places = { readonly money: number; readonly price: number };

function tradeCells(trade: ClosedTrade, places: Places): Markup[] {
  const profit = moneyToNumber(trade.profit);
  return [
    cell(trade.side),
    cell(timeText(trade.entryTimeMs)),
    cell(numberText(priceToNumber(trade.entryPrice), places.price)),
    cell(timeText(trade.exitTimeMs)),
    cell(numberText(priceToNumber(trade.exitPrice), places.price)),
    cell(shortDecimal(quantityToText(trade.quantity), 8)),
    cell(numberText(Number(moneyToText(trade.fee)), places.money)),
    signedCell(numberText(profit, places.money), profit),
    signedCell(signedPercentText(tradeReturn(trade)), profit),
  ];
}
