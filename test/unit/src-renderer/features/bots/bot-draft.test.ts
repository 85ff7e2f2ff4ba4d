import { describe, expect, it } from 'vitest';
import type { StrategyView } from '../../../../../src-preload/contract/research-views.ts';
import { botConfigView, type InstrumentView } from '../../../../../src-preload/contract/views.ts';
import { configOf, draftOf, newDraft, problemsOf } from '../../../../../src-renderer/features/bots/bot-draft.ts';
import { fitsAccount } from '../../../../../src-renderer/features/bots/fits-account.ts';
import { NO_REGIMES, type RegimeDraft } from '../../../../../src-renderer/features/regimes/regime-draft.ts';

const instrument = (id: string, simulated: boolean): InstrumentView => ({
  id,
  venue: id.split(':')[0] ?? '',
  symbol: id.split(':')[1] ?? '',
  baseAsset: 'BTC',
  quoteAsset: 'USDT',
  simulated,
  tick: '0.1',
  step: '0.00001',
});
const INSTRUMENTS = [instrument('imported:X-USDT', false), instrument('demo:BTC-USDT', true)];
const STRATEGIES: readonly StrategyView[] = [
  {
    id: 'sma-cross',
    title: 'Moving average cross',
    description: '',
    rule: null,
    schema: { type: 'object', properties: { fast: { type: 'integer', minimum: 1, default: 10 } } },
    defaults: { fast: 10 },
  },
];
const draft = newDraft('id-1', INSTRUMENTS, STRATEGIES);

describe('a new bot', () => {
  it('can be saved as it is, on the simulated market', () => {
    expect(problemsOf(draft, STRATEGIES)).toEqual({});
    const config = configOf(draft, STRATEGIES);
    expect(config).toMatchObject({ instrumentId: 'demo:BTC-USDT', params: { fast: 10 }, risk: { sizeFraction: 0.1 } });
    expect(botConfigView.safeParse(config).success).toBe(true);
  });

  it('without anything to trade says so', () => {
    expect(Object.keys(problemsOf(newDraft('id', [], []), []))).toEqual(['name', 'instrumentId', 'strategyId']);
    expect(configOf(newDraft('id', [], []), [])).toBeUndefined();
  });
});

describe('percent and fraction', () => {
  it.each([0.01, 0.07, 0.1, 0.29, 0.333333, 0.57, 1])('%d survives the form to the last digit', (fraction) => {
    const config = configOf({ ...draft, sizePercent: fraction * 100 }, STRATEGIES);
    if (config === undefined) throw new Error('the draft has a problem');
    expect(configOf(draftOf(config), STRATEGIES)?.risk.sizeFraction).toBe(fraction);
  });

  it('an empty stop is none', () => {
    expect(configOf({ ...draft, stopPercent: '', targetPercent: 4 }, STRATEGIES)?.risk).toEqual({
      sizeFraction: 0.1,
      stopLossFraction: null,
      takeProfitFraction: 0.04,
      leverage: 1,
    });
  });
});

describe('regimes', () => {
  const { rows } = NO_REGIMES;
  const savedWith = (regimes: RegimeDraft) => configOf({ ...draft, regimes }, STRATEGIES);

  it('a new bot does not go by them; one that does leaves the crisis out at first', () => {
    expect(savedWith(NO_REGIMES)).not.toHaveProperty('regimes');
    const config = savedWith({ goesByThem: true, rows });
    expect(config?.regimes).toEqual({
      allowed: ['range', 'trendUp', 'trendDown', 'highVolatility'],
      sizeFactors: {},
    });
    expect(botConfigView.safeParse(config).success).toBe(true);
  });

  it('what is saved comes back into the form and goes out the same', () => {
    const regimes = { allowed: ['range', 'crisis'] as const, sizeFactors: { crisis: 0.07 } };
    const config = configOf(draft, STRATEGIES);
    if (config === undefined) throw new Error('the draft has a problem');
    expect(configOf(draftOf({ ...config, regimes }), STRATEGIES)?.regimes).toEqual(regimes);
  });

  it('none to enter in, and a size that is none, keep it from being saved; the size of one left out does not', () => {
    const none = Object.fromEntries(Object.entries(rows).map(([name, row]) => [name, { ...row, isAllowed: false }]));
    const noneAllowed = { goesByThem: true, rows: none as typeof rows };
    expect(problemsOf({ ...draft, regimes: noneAllowed }, STRATEGIES).regimes).toMatch(/one or more/);
    for (const sizePercent of ['', 0, 101]) {
      const range = { goesByThem: true, rows: { ...rows, range: { isAllowed: true, sizePercent } } };
      expect(savedWith(range)).toBeUndefined();
      const crisis = { goesByThem: true, rows: { ...rows, crisis: { isAllowed: false, sizePercent } } };
      expect(savedWith(crisis)?.regimes?.sizeFactors).toEqual({});
    }
  });
});

describe('problems', () => {
  it.each([
    [{ name: '  ' }, 'name'],
    [{ sizePercent: '' }, 'sizePercent'],
    [{ sizePercent: 0 }, 'sizePercent'],
    [{ sizePercent: 100.1 }, 'sizePercent'],
    [{ sizePercent: 'ten' }, 'sizePercent'],
    [{ stopPercent: 100 }, 'stopPercent'],
    [{ targetPercent: -1 }, 'targetPercent'],
    [{ leverage: 0.5 }, 'leverage'],
    [{ leverage: 126 }, 'leverage'],
    [{ leverage: '' }, 'leverage'],
    [{ params: { fast: 0 } }, 'params'],
    [{ strategyId: 'gone' }, 'strategyId'],
  ])('%o is one of %s', (part, field) => {
    expect(Object.keys(problemsOf({ ...draft, ...part }, STRATEGIES))).toEqual([field]);
    expect(configOf({ ...draft, ...part }, STRATEGIES)).toBeUndefined();
  });
});

describe('whose money it trades with', () => {
  it('a bot of a live account stays one when it is changed, and paper is what is not said', () => {
    const config = configOf({ ...draft, accountId: 'binance-USDT' }, STRATEGIES);
    if (config === undefined) throw new Error('the draft has a problem');
    expect(config.accountId).toBe('binance-USDT');
    expect(configOf(draftOf(config), STRATEGIES)?.accountId).toBe('binance-USDT');
    expect(configOf(draft, STRATEGIES)).not.toHaveProperty('accountId');
  });

  it('an account trades what is quoted in its asset, a live one only what its exchange lists', () => {
    const btc = instrument('binance:BTC-USDT', false);
    expect(fitsAccount({ venue: null, quoteAsset: 'USDT' }, btc)).toBe(true);
    expect(fitsAccount({ venue: 'binance', quoteAsset: 'USDT' }, btc)).toBe(true);
    expect(fitsAccount({ venue: 'coinbase', quoteAsset: 'USDT' }, btc)).toBe(false);
    expect(fitsAccount({ venue: 'binance', quoteAsset: 'EUR' }, btc)).toBe(false);
  });
});
