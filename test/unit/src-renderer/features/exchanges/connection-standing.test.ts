import { describe, expect, it } from 'vitest';
import type { ExchangeHealthView } from '../../../../../src-preload/contract/exchange-views.ts';
import { standingOf } from '../../../../../src-renderer/features/exchanges/connection-standing.ts';
import { adviceOn, reasonText } from '../../../../../src-renderer/features/exchanges/reason-text.ts';

const well: ExchangeHealthView = {
  clock: null,
  latencyMs: null,
  budgets: [],
  pausedUntilMs: null,
  breakers: [{ group: 'market', state: 'closed', failures: 2, retryAtMs: null, reason: '' }],
  streams: [{ name: 'one', state: 'live', topics: 1, reconnects: 0, lastMessageMs: 1, reason: '' }],
};

describe('how a connection stands', () => {
  it('is well while everything gets through', () => {
    expect(standingOf({ state: 'ready', health: well })).toBe('ready');
    expect(standingOf({ state: 'ready', health: null })).toBe('ready');
  });

  it.each([
    ['a breaker is open', { breakers: [{ group: 'm', state: 'open', failures: 5, retryAtMs: 9, reason: 'x' }] }],
    ['a breaker is tried', { breakers: [{ group: 'm', state: 'halfOpen', failures: 5, retryAtMs: 9, reason: 'x' }] }],
    [
      'a stream is down',
      { streams: [{ name: 's', state: 'waiting', topics: 1, reconnects: 1, lastMessageMs: 1, reason: '' }] },
    ],
    ['the exchange asked for silence', { pausedUntilMs: 5 }],
  ] satisfies [string, Partial<ExchangeHealthView>][])('is not called connected while %s', (_, part) => {
    expect(standingOf({ state: 'ready', health: { ...well, ...part } })).toBe('disturbed');
  });

  it('that never stood is not called disturbed', () => {
    expect(standingOf({ state: 'failed', health: { ...well, pausedUntilMs: 5 } })).toBe('failed');
    expect(standingOf({ state: 'starting', health: well })).toBe('starting');
  });
});

describe('why it does not', () => {
  it('is told without a wait that is over by now', () => {
    expect(reasonText('market is tried again in 507 ms: the network failed: ENOTFOUND')).toBe(
      'the network failed: ENOTFOUND',
    );
    expect(reasonText('the network failed: ENOTFOUND')).toBe('the network failed: ENOTFOUND');
  });

  it('comes with what a person can do', () => {
    expect(adviceOn('the network failed: ENOTFOUND')).toContain('online');
    expect(adviceOn('the network failed: ECONNREFUSED')).toContain('address');
    expect(adviceOn('no whole reply came within 10000 ms')).toContain('in time');
    expect(adviceOn('the network failed: UND_ERR_SOCKET')).toContain('broke');
    expect(adviceOn('-1121 Invalid symbol.')).toBeUndefined();
  });
});
