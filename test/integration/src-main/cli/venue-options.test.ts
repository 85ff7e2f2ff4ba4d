import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { boundsOf } from '../../../../src-main/backtest/bounds.ts';
import { runBacktest } from '../../../../src-main/backtest/run-backtest.ts';
import { unwrap } from '../../../../src-main/base/outcome.ts';
import type { CandleColumns } from '../../../../src-main/model/candle.ts';
import { aggregateColumns } from '../../../../src-main/model/candle-aggregation.ts';
import { moneyToText, priceFromText, quantityFromText } from '../../../../src-main/model/money.ts';
import { requestOf } from '../../../fakes/backtest-runs.ts';
import { seededTape } from '../../../fakes/seeded-tape.ts';
import { runCli } from './cli-child.ts';

const fine = seededTape('venue options', { bars: 3000, firstMs: Date.UTC(2024, 0, 1) - 60_000 });
const tape = aggregateColumns(fine, '1m', '5m');
const ID = 'imported:BTC-USDT';
const RISK = { sizeFraction: 0.5, stopLossFraction: 0.01, takeProfitFraction: 0.012, leverage: 3 };
const CALL = ['backtest', '--file', 'five.csv', '--symbol', 'BTC-USDT', '--interval', '5m', '--strategy', 'sma-cross'];
const BOT = [
  '--size-fraction',
  '0.5',
  '--stop-loss-fraction',
  '0.01',
  '--take-profit-fraction',
  '0.012',
  '--leverage',
  '3',
];

const csv = ({ openTimeMs, open, high, low, close, volume }: CandleColumns): string =>
  `timestamp,open,high,low,close,volume\n${Array.from(openTimeMs, (time, row) => [time, open[row], high[row], low[row], close[row], volume[row]].join(',')).join('\n')}\n`;

let folder = '';
const funding = {
  timeMs: Float64Array.from({ length: 6 }, (_, index) => (fine.openTimeMs[0] as number) + (index + 1) * 8 * 3_600_000),
  rate: Float64Array.of(1e-4, -2e-4, 1e-4, 3e-4, 1e-4, 1e-4),
};
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bellwether-venue-'));
  writeFileSync(join(folder, 'five.csv'), csv(tape));
  writeFileSync(join(folder, 'fine.csv'), csv(fine));
  const rows = Array.from(funding.timeMs, (time, row) => `${time + 7},${funding.rate[row]}`);
  writeFileSync(join(folder, 'funding.csv.gz'), gzipSync(`fundingTime,fundingRate\n${rows.join('\n')}\n`));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('backtest on a venue of one’s own choice', () => {
  it('prints what the engine makes of the same settings, with the bounds of its doubt', async () => {
    const { code, stdout } = await runCli(
      [
        ...CALL,
        ...BOT,
        ...['--tick', '0.01', '--step', '0.001', '--fill-model', 'penetration', '--participation', '0.2', '--bounds'],
        ...[
          '--maker-fee-bps',
          '-1',
          '--fine-file',
          'fine.csv',
          '--funding-file',
          'funding.csv.gz',
          '--latency-ms',
          '90000',
        ],
      ],
      folder,
    );
    expect(code).toBe(0);
    const request = requestOf(tape, {
      interval: '5m',
      slippageBps: 0,
      spreadBps: 0,
      risk: RISK,
      venue: {
        makerFeeBps: -1,
        latencyMs: 90_000,
        limits: { kind: 'penetration', ticks: 1 },
        participation: 0.2,
        fineCandles: { [ID]: { interval: '1m', candles: fine } },
        funding: { [ID]: funding },
      },
    });
    const instrument = {
      ...request.instrument,
      id: ID,
      venue: 'imported',
      tick: priceFromText('0.01'),
      step: quantityFromText('0.001'),
    };
    const run = unwrap(runBacktest({ ...request, instrument }));
    const bounds = unwrap(boundsOf({ ...request, instrument }));
    expect(run.costs.funding).not.toBe(0n);
    expect(JSON.parse(stdout)).toMatchObject({
      finalEquity: moneyToText(run.finalEquity),
      bounds: {
        pessimistic: { netProfit: moneyToText(bounds.pessimistic.netProfit), trades: bounds.pessimistic.trades },
        optimistic: { netProfit: moneyToText(bounds.optimistic.netProfit), trades: bounds.optimistic.trades },
      },
    });
  });

  it('portfolio on one symbol is backtest, venue and leverage included', async () => {
    const venue = [
      '--fill-model',
      'touch',
      '--participation',
      '0.2',
      '--path',
      'openHighLowClose',
      '--taker-fee-bps',
      '4',
    ];
    const [one, many] = await Promise.all(
      [CALL, ['portfolio', ...CALL.slice(1)]].map(async (call) => {
        const { stdout } = await runCli([...call, ...BOT, ...venue], folder);
        const { finalEquity, trades } = JSON.parse(stdout) as { finalEquity: string; trades: unknown[] };
        return { finalEquity, trades: trades.length };
      }),
    );
    expect(many).toEqual(one);
    expect(one?.trades).toBeGreaterThan(5);
  });

  it('refuses a file that is not there', async () => {
    const { code, stdout } = await runCli([...CALL, '--funding-file', 'none.csv'], folder);
    expect([code, JSON.parse(stdout)]).toMatchObject([2, { ok: false, error: { code: 'fileNotFound' } }]);
  });
});
