import { describe, expect, it } from 'vitest';
import type { StrategyView } from '../../../../../src-preload/contract/research-views.ts';
import type { BotOfRunView } from '../../../../../src-preload/contract/run-views.ts';
import { type BotConfigView, botConfigView, type InstrumentView } from '../../../../../src-preload/contract/views.ts';
import { configOf, draftOf } from '../../../../../src-renderer/features/bots/bot-draft.ts';
import { draftOfRun, withOrigin } from '../../../../../src-renderer/features/bots/bot-of-run.ts';

const instrument = (id: string): InstrumentView => {
  const [venue = '', symbol = ''] = id.split(':');
  const [baseAsset = '', quoteAsset = ''] = symbol.split('-');
  return { id, venue, symbol, baseAsset, quoteAsset, simulated: venue === 'demo', tick: '0.1', step: '0.00001' };
};
const MARKETS = ['demo:ETH-USDT', 'demo:BTC-USDT', 'binance:BTC-USDT'].map(instrument);
const STRATEGIES: readonly StrategyView[] = [
  {
    ...{ id: 'sma-cross', title: 'Moving average cross', description: '', rule: null },
    schema: { type: 'object', properties: { fast: { type: 'integer', minimum: 1, default: 10 } } },
    defaults: { fast: 10 },
  },
];
const RUN: BotOfRunView = {
  ...{ runId: 3, name: 'the fast one', instrumentId: 'binance:BTC-USDT', symbol: 'BTC-USDT', interval: '1h' },
  ...{ strategyId: 'sma-cross', params: { fast: 12 } },
  risk: { sizeFraction: 0.5, stopLossFraction: 0.02, takeProfitFraction: null, leverage: 1, maxBars: 40 },
  regimes: { allowed: ['range'], sizeFactors: { range: 0.5 } },
};
const configOfRun = (run: BotOfRunView): BotConfigView => {
  const config = configOf(draftOfRun(run, 'id-1', MARKETS), STRATEGIES);
  if (config === undefined) throw new Error('the draft has a problem');
  return config;
};

describe('a bot of a run', () => {
  it('has every setting that decided or sized its trades, and where they came from', () => {
    const config = configOfRun(RUN);
    const { runId, name, symbol: _, ...settings } = RUN;
    expect(config).toMatchObject({ ...settings, name, fromRun: { runId, name, changed: false } });
    expect(botConfigView.safeParse(config).success).toBe(true);
  });

  it('trades the same symbol where the run was on an imported file, and asks where nothing has it', () => {
    expect(configOfRun({ ...RUN, instrumentId: 'imported:BTC-USDT' }).instrumentId).toBe('demo:BTC-USDT');
    expect(draftOfRun({ ...RUN, instrumentId: 'imported:X-Y', symbol: 'X-Y' }, 'id', MARKETS).instrumentId).toBeNull();
  });

  it('says that its settings were changed, once and for good, but not for another market or name', () => {
    const before = configOfRun(RUN);
    expect(withOrigin({ ...before, instrumentId: 'demo:ETH-USDT', name: 'x' }, before).fromRun?.changed).toBe(false);
    const changed = withOrigin({ ...before, params: { fast: 13 } }, before);
    expect(changed.fromRun?.changed).toBe(true);
    expect(withOrigin({ ...changed, params: { fast: 12 } }, changed).fromRun?.changed).toBe(true);
    expect(withOrigin({ ...before, risk: { ...before.risk, sizeFraction: 1 } }, before).fromRun?.changed).toBe(true);
  });

  it('keeps its origin when it is edited', () => {
    const config = configOfRun(RUN);
    expect(configOf(draftOf(config), STRATEGIES)).toEqual(config);
  });
});
