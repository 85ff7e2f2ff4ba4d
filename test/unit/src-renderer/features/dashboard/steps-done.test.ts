import { describe, expect, it } from 'vitest';
import { stepsDone } from '../../../../../src-renderer/features/dashboard/steps-done.ts';
import { fromSnapshot } from '../../../../../src-renderer/replica/replica-state.ts';
import { account, botView, snapshot } from '../../replica/views.ts';

const NOTHING = { hasSeries: false, hasRuns: false };
const doneIn = (part: Partial<typeof snapshot>) => stepsDone(fromSnapshot({ ...snapshot, ...part }), NOTHING);

describe('first steps', () => {
  it('are all open where nothing has been done', () => {
    expect(doneIn({ bots: [botView('first', { state: 'stopped', trades: 0 })] })).toEqual([]);
  });

  it('a bot counts once it runs, has traded or has been interrupted', () => {
    expect(doneIn({ bots: [botView('first', { state: 'running' })] })).toEqual(['bot']);
    expect(doneIn({ bots: [botView('first', { state: 'interrupted' })] })).toEqual(['bot']);
    expect(doneIn({ bots: [botView('first', { state: 'stopped', trades: 3 })] })).toEqual(['bot']);
    expect(doneIn({ accounts: [{ ...account, equity: '9999.5' }] })).toEqual(['bot']);
  });

  it('prices, data and backtests by what is kept, whatever way it came', () => {
    const prices = [{ instrumentId: 'demo:BTC-USDT', price: '1', timeMs: 1 }] as unknown as typeof snapshot.prices;
    expect(doneIn({ prices })).toEqual(['prices']);
    expect(stepsDone(fromSnapshot(snapshot), { hasSeries: true, hasRuns: true })).toEqual(['data', 'backtest']);
  });
});
