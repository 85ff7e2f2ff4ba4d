import { describe, expect, it } from 'vitest';
import { ExecutionTrack } from '../../../../../src-main/exchanges/kraken/execution-track.ts';
import { type ExecutionRow, readUserFrame } from '../../../../../src-main/exchanges/kraken/parse-executions.ts';
import { moneyFromText, priceFromText, quantityFromText } from '../../../../../src-main/model/money.ts';
import { pairTable } from './recorded.ts';

function rowsOf(...rows: string[]): readonly ExecutionRow[] {
  const frame = readUserFrame(`{"channel":"executions","type":"update","data":[${rows.join()}],"sequence":1}`);
  if (frame.kind !== 'executions') throw new Error('not readable');
  return frame.rows;
}

/** As Kraken's documentation shows them: only the first names order and pair. */
const PENDING =
  '{"order_id":"OK4GJX-KSTLS-7DZZO5","cl_ord_id":"mine-1","symbol":"BTC/USD","order_qty":0.005,"cum_cost":0.0,"time_in_force":"GTC","exec_type":"pending_new","side":"sell","order_type":"limit","limit_price":26500.0,"order_status":"pending_new","timestamp":"2023-09-22T10:33:05.709950Z"}';
const NEW =
  '{"timestamp":"2023-09-22T10:33:05.709982Z","order_status":"new","exec_type":"new","order_userref":0,"order_id":"OK4GJX-KSTLS-7DZZO5"}';
const trade = (id: string, quantity: string, more = ''): string =>
  `{"order_id":"OK4GJX-KSTLS-7DZZO5","exec_id":"${id}","exec_type":"trade","symbol":"BTC/USD","side":"sell","last_qty":${quantity},"last_price":26500.1,"liquidity_ind":"m","order_status":"partially_filled","fees":[{"asset":"USD","qty":0.0345}],"timestamp":"2023-09-22T10:33:06.000000Z"${more}}`;

const take = (track: ExecutionTrack, ...rows: string[]) => rowsOf(...rows).map((row) => track.take(row, 0));

describe('ExecutionTrack', () => {
  it('remembers whose order it is', () => {
    const news = take(new ExecutionTrack(pairTable()), PENDING, NEW);
    expect(news[1]?.order).toEqual({
      venueOrderId: 'OK4GJX-KSTLS-7DZZO5',
      clientOrderId: 'mine-1',
      instrumentId: 'kraken:BTC-USD',
      status: 'working',
      statusText: 'new',
      filledQuantity: 0n,
      filledValue: 0n,
      updatedMs: Date.UTC(2023, 8, 22, 10, 33, 5, 709),
    });
  });

  it('tells a fill with its fee, exactly', () => {
    const [, news] = take(new ExecutionTrack(pairTable()), PENDING, trade('T1', '0.00200000'));
    expect(news?.fill).toEqual({
      fillId: 'T1',
      venueOrderId: 'OK4GJX-KSTLS-7DZZO5',
      clientOrderId: 'mine-1',
      instrumentId: 'kraken:BTC-USD',
      price: priceFromText('26500.1'),
      quantity: quantityFromText('0.002'),
      fee: { asset: 'USD', amount: moneyFromText('0.0345') },
      liquidity: 'maker',
      timeMs: Date.UTC(2023, 8, 22, 10, 33, 6),
    });
  });

  it('adds fills up where Kraken does not, each once', () => {
    const track = new ExecutionTrack(pairTable());
    const news = take(track, PENDING, trade('T1', '0.002'), trade('T1', '0.002'), trade('T2', '0.003'));
    expect(news.map(({ order }) => order.filledQuantity)).toEqual(
      ['0', '0.002', '0.002', '0.005'].map((text) => quantityFromText(text)),
    );
    expect(news[3]?.order.filledValue).toBe(moneyFromText('132.5005'));
  });

  it("takes Kraken's own sums where they stand", () => {
    const [news] = take(new ExecutionTrack(pairTable()), trade('T9', '0.002', ',"cum_qty":0.004,"cum_cost":106.0002'));
    expect(news?.order).toMatchObject({
      filledQuantity: quantityFromText('0.004'),
      filledValue: moneyFromText('106.0002'),
    });
  });

  it('keeps what was filled of a cancelled order, and the reason', () => {
    const cancelled =
      '{"order_id":"OK4GJX-KSTLS-7DZZO5","exec_type":"canceled","order_status":"canceled","reason":"User requested","timestamp":"2023-09-22T10:33:07Z"}';
    const news = take(new ExecutionTrack(pairTable()), PENDING, trade('T1', '0.002'), cancelled);
    expect(news[2]?.order).toMatchObject({
      clientOrderId: 'mine-1',
      status: 'cancelled',
      statusText: 'canceled: User requested',
      filledQuantity: quantityFromText('0.002'),
    });
  });

  it('has no client id for an order of somebody else, and keeps words it does not know', () => {
    const strange = '{"order_id":"O1","symbol":"BTC/USD","exec_type":"frozen","order_status":"frozen"}';
    const [news] = take(new ExecutionTrack(pairTable()), strange);
    expect(news?.order).toMatchObject({ clientOrderId: '', status: 'unknown', statusText: 'frozen' });
    expect(news?.fill).toBeNull();
  });
});
