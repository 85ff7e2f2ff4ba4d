import { describe, expect, it } from 'vitest';
import { curvePath } from '../../../../../src-renderer/features/bots/curve-path.ts';
import { cautionsOf, type Previewed } from '../../../../../src-renderer/features/bots/preview-cautions.ts';
import { leavesOut, previewRequest } from '../../../../../src-renderer/features/bots/preview-request.ts';
import { reachableSteps } from '../../../../../src-renderer/features/bots/wizard-steps.ts';
import { wording } from '../../../../../src-renderer/language/index.ts';
import { botView } from '../../replica/views.ts';

const { warnings } = wording.bots.wizard;
const DAY_MS = 86_400_000;
const { config } = botView('a');

const metrics: Previewed['metrics'] = {
  totalReturn: 0.1,
  buyAndHoldReturn: 0.05,
  annualisedReturn: 0.2,
  maxDrawdown: 0.1,
  maxDrawdownMs: 1,
  sharpe: 1,
  sortino: 1,
  calmar: 1,
  winRate: 0.5,
  profitFactor: 1.2,
  expectancy: 1,
  exposure: 0.5,
  trades: 40,
  fees: '1',
};
const trade = (profit: string) => ({ profit }) as Previewed['trades'][number];
const curveOf = (...equity: readonly number[]): Previewed['curve'] => ({
  timeMs: Float64Array.from(equity, (_, index) => index),
  equity: Float64Array.from(equity),
  drawdown: new Float64Array(equity.length),
});

function previewed(part: Partial<Previewed> & { readonly figures?: Partial<Previewed['metrics']> } = {}): Previewed {
  const { figures, ...rest } = part;
  return {
    metrics: { ...metrics, ...figures },
    trades: Array.from({ length: 40 }, () => trade('25')),
    curve: curveOf(100, 102, 105, 110),
    firstMs: 0,
    lastMs: 90 * DAY_MS,
    simulated: false,
    request: previewRequest(config, 0, false),
    ...rest,
  };
}

describe('what a careful person says about a preview', () => {
  it('says nothing where nothing stands out', () => {
    expect(cautionsOf(previewed())).toEqual([]);
  });

  it('without a trade says only that, and how short and simulated it was', () => {
    const empty = previewed({ figures: { trades: 0 }, trades: [], lastMs: DAY_MS, simulated: true });
    expect(cautionsOf(empty)).toEqual([warnings.noTrades, warnings.short('1.0'), warnings.simulated]);
  });

  it.each([
    ['few trades', previewed({ figures: { trades: 29 } }), warnings.fewTrades(29)],
    ['one trade that made most', previewed({ trades: [trade('60'), trade('20'), trade('20')] }), warnings.oneTrade],
    ['a loss', previewed({ figures: { totalReturn: -0.01, buyAndHoldReturn: -0.1 } }), warnings.lost],
    ['less than holding', previewed({ figures: { buyAndHoldReturn: 0.2 } }), warnings.belowHolding],
    ['a profit that faded', previewed({ curve: curveOf(100, 110, 130, 110) }), warnings.fadedLater],
    ['a Sharpe ratio nobody keeps', previewed({ figures: { sharpe: 4.5 } }), warnings.tooGood('4.5')],
    ['a deep drawdown', previewed({ figures: { maxDrawdown: 0.31 } }), warnings.deepDrawdown],
  ])('%s', (_name, result, caution) => {
    expect(cautionsOf(result)).toEqual([caution]);
  });

  it('many parameters for few trades', () => {
    const request = { ...previewRequest(config, 0, false), params: { a: 1, b: 2, c: 3, d: 4, e: 5, way: 'long' } };
    expect(cautionsOf(previewed({ request }))).toEqual([warnings.manyParameters(40, 5)]);
  });
});

describe('previewRequest', () => {
  it('takes the latest candles of a simulated market, and all that is stored of another', () => {
    const simulated = previewRequest(config, 20_000 * 60_000, true);
    expect(simulated).toMatchObject({
      fromMs: 0,
      toMs: 20_000 * 60_000,
      sizeFraction: 0.1,
      feeBps: 10,
      slippageBps: 5,
    });
    expect(previewRequest(config, 1, false)).toMatchObject({ fromMs: null, toMs: null });
  });
});

describe('leavesOut', () => {
  it('says when the bot is set to more than a backtest can be told', () => {
    expect(leavesOut(config)).toBe(false);
    expect(leavesOut({ ...config, execution: { kind: 'market', maxSlippageBps: null } })).toBe(false);
    expect(leavesOut({ ...config, risk: { ...config.risk, trailingFraction: 0.02 } })).toBe(true);
    expect(
      leavesOut({ ...config, execution: { kind: 'twap', durationMs: 9000, slices: 3, maxSlippageBps: null } }),
    ).toBe(true);
  });
});

describe('the steps', () => {
  it('go on only where what was asked for fits', () => {
    expect(reachableSteps({ strategyId: 'x' })).toEqual(['strategy']);
    expect(reachableSteps({ sizePercent: 'x' })).toEqual(['strategy', 'market', 'parameters', 'risk']);
    expect(reachableSteps({})).toHaveLength(5);
  });
});

describe('curvePath', () => {
  it('fills its box from the first to the last', () => {
    expect(curvePath([1, 3, 2], 20, 10)).toBe('M0.0 10.0L10.0 0.0L20.0 5.0');
    expect(curvePath([1], 20, 10)).toBe('');
  });
});
