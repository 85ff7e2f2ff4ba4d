import { describe, expect, it } from 'vitest';
import { edgeDecimals } from '../../../../../../src-renderer/features/backtest-lab/report/distribution-option.ts';
import { flatCurve } from '../../../../../../src-renderer/features/backtest-lab/report/equity-option.ts';
import { heatLevel } from '../../../../../../src-renderer/features/backtest-lab/report/heat-level.ts';
import { PEER_PROGRAMS, peerRows } from '../../../../../../src-renderer/features/backtest-lab/report/peer-rows.ts';
import { definedSpan } from '../../../../../../src-renderer/features/backtest-lab/report/rolling-sharpe-option.ts';
import { statisticGroups } from '../../../../../../src-renderer/features/backtest-lab/report/statistic-groups.ts';
import { wording } from '../../../../../../src-renderer/language/index.ts';
import { GOOD_OUTPUTS } from '../../../../src-main/ipc/contract-samples.ts';

const RESULT = GOOD_OUTPUTS['backtest.result'];

describe('the statistics of a result', () => {
  const rows = statisticGroups(RESULT).flatMap((group) => group.rows);
  const textOf = (name: string): string | undefined => rows.find((row) => row.name === name)?.text;

  it('each named figure once, each with a name and a definition', () => {
    expect(rows.map(({ name }) => name).sort()).toEqual(Object.keys(wording.backtestReport.figures).sort());
    for (const { name, definition } of Object.values(wording.backtestReport.figures)) {
      expect([name.length > 2, definition.length > 10]).toEqual([true, true]);
    }
  });

  it('what is undefined is a dash without a number behind it, never 0', () => {
    expect(rows.find(({ name }) => name === 'omega')).toEqual({ name: 'omega', text: '–', exact: undefined });
    expect(rows.find(({ name }) => name === 'sharpeInterval')?.exact).toBeUndefined();
  });

  it('each kind of figure in its own words', () => {
    expect([textOf('ulcerIndex'), textOf('breakEvenFeeBps'), textOf('bestTrade'), textOf('tradedValue')]).toEqual([
      '10.00%',
      '50.000',
      '1.00%',
      '200.00 USDT',
    ]);
    expect([textOf('averageMs'), textOf('drawdownInterval'), textOf('refusals')]).toEqual([
      '1 ms',
      '0.0% to 100.0%',
      '0',
    ]);
  });
});

describe('as other programs count', () => {
  it('five programs in each row; ours has no system quality', () => {
    const rows = peerRows(RESULT);
    expect(rows.every(({ cells }) => cells.length === PEER_PROGRAMS.length)).toBe(true);
    const sharpe = rows.find(({ figure }) => figure === 'sharpe');
    expect(sharpe?.cells.map(({ text }) => text)).toEqual(['–', '1.000', '1.000', '1.000', '1.000']);
    const quality = rows.find(({ figure }) => figure === 'systemQuality');
    expect(quality?.cells[0]).toEqual({ program: 'bellwether', text: '–', exact: undefined });
  });
});

describe('the heat of a month', () => {
  it.each([
    [0.1, 0.1, 5],
    [-0.1, 0.1, -5],
    [0.021, 0.1, 2],
    [0.001, 0.1, 1],
    [0.0004, 0.1, 0],
    [0, 0, 0],
    [null, 0.1, 0],
  ])('%s against %s is %i', (value, strongest, level) => {
    expect(heatLevel(value, strongest)).toBe(level);
  });
});

describe('what charts are drawn from', () => {
  it('edges of bins have as many places as tell them apart', () => {
    const bins = (width: number) => [{ from: 0, to: width, count: 1 }];
    expect([0.05, 0.01, 0.005, 0.002, 0.0005].map((width) => edgeDecimals(bins(width)))).toEqual([0, 0, 1, 1, 2]);
  });

  it('the Sharpe ratio begins where it is defined, or nowhere', () => {
    const timeMs = Float64Array.of(10, 20, 30);
    expect(definedSpan({ days: 2, timeMs, sharpe: Float64Array.of(Number.NaN, 1, 2) })).toEqual({
      fromMs: 20,
      toMs: 30,
    });
    expect(definedSpan({ days: 2, timeMs, sharpe: new Float64Array(3).fill(Number.NaN) })).toBeNull();
  });

  it('a drawdown is drawn below zero', () => {
    const curve = { timeMs: Float64Array.of(1, 2), equity: Float64Array.of(10, 8), drawdown: Float64Array.of(0, 0.2) };
    expect([...flatCurve(curve)]).toEqual([1, 10, -0, 2, 8, -0.2]);
  });
});
