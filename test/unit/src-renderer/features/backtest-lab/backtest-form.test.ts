import { describe, expect, it } from 'vitest';
import { backtestRequest } from '../../../../../src-preload/contract/research-views.ts';
import {
  type BacktestForm,
  FIRST_FORM,
  problemsOf,
  requestOf,
  withFirstChoices,
  withStrategy,
} from '../../../../../src-renderer/features/backtest-lab/backtest-form.ts';
import { fractionOfPercent } from '../../../../../src-renderer/format/index.ts';

const FILLED: BacktestForm = { ...FIRST_FORM, instrumentId: 'imported:BTC-USDT', strategyId: 'sma-cross' };
const dayStartMs = (day: string, later: number): number => Date.parse(`${day}T00:00:00Z`) + later * 86_400_000;

describe('the backtest form', () => {
  it('asks for a data set and a strategy, and nothing else is missing at first', () => {
    expect(problemsOf(FIRST_FORM)).toEqual({ instrumentId: 'required', strategyId: 'required' });
    expect(problemsOf(FILLED)).toEqual({});
  });

  it('begins with the first simulated market and the first strategy, and keeps what was chosen', () => {
    const schema = { type: 'object' };
    const base = { description: '', rule: null, schema };
    const strategies = [
      { ...base, id: 'signal-blend', title: 'Signal blend', defaults: { buyScore: 0.05 } },
      { ...base, id: 'sma-cross', title: 'Moving average cross', defaults: { fast: 10 } },
    ];
    const instruments = [
      { id: 'imported:ETH-USDT', simulated: false },
      { id: 'demo:BTC-USDT', simulated: true },
    ];
    const first = withFirstChoices(FIRST_FORM, { instruments, strategies });
    expect(first).toMatchObject({ instrumentId: 'demo:BTC-USDT', interval: '1h', strategyId: 'signal-blend' });
    expect(first.params).toEqual({ buyScore: 0.05 });
    expect(problemsOf(first)).toEqual({});
    expect(withFirstChoices(FILLED, { instruments, strategies })).toEqual(FILLED);
    expect(withFirstChoices(FIRST_FORM, { instruments: [], strategies: [] })).toEqual(FIRST_FORM);
  });

  it('gives the command line its own defaults', () => {
    const request = requestOf(FILLED, dayStartMs);
    expect(backtestRequest.parse(request)).toEqual(request);
    expect(request).toMatchObject({
      fromMs: null,
      toMs: null,
      capital: '10000',
      feeBps: 10,
      slippageBps: 0,
      spreadBps: 0,
      sizeFraction: 1,
      stopLossFraction: null,
      takeProfitFraction: null,
      leverage: 1,
    });
    expect(request).not.toHaveProperty('fills');
  });

  it('goes by regimes when it is told so, and is not sent with none to enter in', () => {
    expect(requestOf(FILLED, dayStartMs)).not.toHaveProperty('regimes');
    const regimes = { ...FILLED.regimes, goesByThem: true };
    const request = requestOf({ ...FILLED, regimes }, dayStartMs);
    expect(request.regimes).toEqual({ allowed: ['range', 'trendUp', 'trendDown', 'highVolatility'], sizeFactors: {} });
    expect(backtestRequest.parse(request)).toEqual(request);
    const { rows } = regimes;
    const none = Object.fromEntries(Object.entries(rows).map(([name, row]) => [name, { ...row, isAllowed: false }]));
    expect(problemsOf({ ...FILLED, regimes: { goesByThem: true, rows: none as typeof rows } })).toEqual({
      regimes: 'outOfRange',
    });
  });

  it('includes the last day in full', () => {
    const request = requestOf({ ...FILLED, fromDay: '2026-01-01', toDay: '2026-01-31' }, dayStartMs);
    expect(request.fromMs).toBe(Date.parse('2026-01-01T00:00:00Z'));
    expect(request.toMs).toBe(Date.parse('2026-02-01T00:00:00Z'));
  });

  it.each([
    ['capital', '', 'required'],
    ['capital', '-5', 'notNumber'],
    ['capital', '0', 'outOfRange'],
    ['feeBps', 'ten', 'notNumber'],
    ['feeBps', '1001', 'outOfRange'],
    ['slippageBps', '-1', 'outOfRange'],
    ['sizePercent', '0', 'outOfRange'],
    ['stopPercent', '100', 'outOfRange'],
    ['targetPercent', '10001', 'outOfRange'],
    ['leverage', '0.5', 'outOfRange'],
    ['makerFeeBps', '-101', 'outOfRange'],
    ['takerFeeBps', 'x', 'notNumber'],
    ['participationPercent', '0', 'outOfRange'],
    ['latencyMs', '', 'required'],
  ] as const)('refuses %s of "%s"', (name, text, problem) => {
    expect(problemsOf({ ...FILLED, [name]: text })).toEqual({ [name]: problem });
  });

  it('refuses a range that ends before it starts', () => {
    expect(problemsOf({ ...FILLED, fromDay: '2026-02-01', toDay: '2026-01-01' })).toEqual({ toDay: 'fromAfterTo' });
  });

  it('turns percent into fractions without a tail', () => {
    expect([fractionOfPercent('7'), fractionOfPercent('0.1'), fractionOfPercent('29')]).toEqual([0.07, 0.001, 0.29]);
  });

  it('brings the parameters of another strategy and keeps those of the same', () => {
    const strategy = {
      id: 'signal-blend',
      title: '',
      description: '',
      rule: null,
      schema: {},
      defaults: { weight: 0.4 },
    };
    const changed = withStrategy(FILLED, strategy);
    expect(changed.params).toEqual({ weight: 0.4 });
    const typed = { ...changed, params: { weight: 0.9 } };
    expect(withStrategy(typed, strategy)).toBe(typed);
  });
});
