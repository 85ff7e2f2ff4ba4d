import { describe, expect, it } from 'vitest';
import { applyFacts } from '../../../../src-renderer/replica/apply-facts.ts';
import { fromSnapshot } from '../../../../src-renderer/replica/replica-state.ts';
import { account, snapshot } from './views.ts';

const live = { ...account, id: 'binance-USDT', name: 'binance-USDT', venue: 'binance', paper: false, equity: '5' };
const reconciliation = {
  accountId: live.id,
  state: 'waiting' as const,
  missing: 'its balances',
  sinceMs: 1,
  findings: [],
};
const alarm = { key: 'unprotected:b', code: 'unprotected' as const, botId: 'b', message: 'no stop', sinceMs: 1 };

describe('live accounts in the replica', () => {
  it('stand beside paper, which stays what the dashboard shows, and go when they are closed', () => {
    let state = applyFacts(fromSnapshot(snapshot), [{ kind: 'account', account: live }]);
    state = applyFacts(state, [{ kind: 'reconciliation', reconciliation }]);
    expect(state.account).toEqual(account);
    expect(Object.keys(state.accounts)).toEqual(['paper', 'binance-USDT']);
    expect(state.reconciliations[live.id]).toEqual(reconciliation);
    state = applyFacts(state, [{ kind: 'accountClosed', accountId: live.id }]);
    expect([Object.keys(state.accounts), state.reconciliations]).toEqual([['paper'], {}]);
  });

  it('an alarm is there until it is over', () => {
    const raised = applyFacts(fromSnapshot(snapshot), [{ kind: 'alarm', alarm, isOver: false }]);
    expect(raised.alarms).toEqual({ [alarm.key]: alarm });
    expect(applyFacts(raised, [{ kind: 'alarm', alarm, isOver: true }]).alarms).toEqual({});
  });
});
