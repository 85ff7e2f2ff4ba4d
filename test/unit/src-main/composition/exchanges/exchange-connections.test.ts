import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../../../../src-main/base/outcome.ts';
import { fail, succeed, unwrap } from '../../../../../src-main/base/outcome.ts';
import type { OpenedExchange } from '../../../../../src-main/composition/exchanges/connection.ts';
import { ConnectionKeys } from '../../../../../src-main/composition/exchanges/connection-keys.ts';
import { ExchangeConnections } from '../../../../../src-main/composition/exchanges/exchange-connections.ts';
import { defaultSettings } from '../../../../../src-main/config/settings.ts';
import { SettingsKeeper } from '../../../../../src-main/config/settings-keeper.ts';
import type { KeyPermissions } from '../../../../../src-main/engine/ports/exchange.ts';
import { binance } from '../../../../../src-main/exchanges/binance/adapter.ts';
import type { Keychain } from '../../../../../src-main/secrets/key-vault.ts';
import { createKeyVault } from '../../../../../src-main/secrets/key-vault.ts';
import { createManualTimers } from '../../../../fakes/manual-timers.ts';
import { createTestLog } from '../../../../fakes/test-log.ts';

/** A promise and the way to keep it. */
function promised<T>() {
  let keep: (value: T) => void = () => undefined;
  const promise = new Promise<T>((resolve) => {
    keep = resolve;
  });
  return { promise, keep };
}

/** An adapter of which the test says how its start, its check of a key and its end go. */
function scriptedAdapter() {
  const script = {
    start: (): Promise<Outcome<void>> => Promise.resolve(succeed(undefined)),
    permissions: (): Promise<Outcome<KeyPermissions>> => Promise.resolve(fail('networkFailed', 'not of this test')),
    end: (): Promise<void> => Promise.resolve(),
  };
  const opened = {
    definition: binance,
    adapter: {
      venue: 'binance',
      start: () => script.start(),
      permissions: () => script.permissions(),
      instruments: () => [],
      health: () => ({ clock: null, latencyMs: null, budgets: [], pausedUntilMs: null, breakers: [], streams: [] }),
      dispose: () => script.end(),
    },
    transport: { dispose: () => undefined },
  } as unknown as OpenedExchange;
  return { script, opened };
}

function openConnections(stored: readonly string[] = [], runtimeWarning: string | null = null) {
  const timers = createManualTimers();
  const told: string[] = [];
  const secrets = new Map<string, string>();
  const ready: string[] = [];
  const adapter = scriptedAdapter();
  const keychain: Keychain = {
    setPassword: async (_service, account, value) => void secrets.set(account, value),
    getPassword: async (_service, account) => secrets.get(account) ?? null,
    deletePassword: async (_service, account) => secrets.delete(account),
  };
  const vault = createKeyVault({ openKeychain: async () => keychain, folder: 'here' });
  const settings = new SettingsKeeper({
    records: { readSettings: () => undefined, recordSettings: () => undefined },
    clock: timers,
    defaults: defaultSettings({ timeZone: 'UTC', demoSeed: 'connections' }),
  });
  const connections = new ExchangeConnections({
    settings,
    vault,
    timers,
    log: createTestLog(),
    findDefinition: async () => succeed(binance),
    venuesWithCandles: async () => succeed(new Set(stored)),
    open: () => adapter.opened,
    onReady: () => void ready.push('ready'),
    onGone: () => void ready.push('gone'),
    tell: (fact) => void told.push(fact.kind),
  });
  const keys = new ConnectionKeys({
    connections,
    vault,
    runtimeWarning,
    takeClipboard: async () => 'PLANTED',
    chooseKeyFile: async () => null,
  });
  const settle = () => timers.run(0);
  return { ...adapter, connections, keys, settings, secrets, told, ready, settle };
}

describe('connections that change while somebody waits', () => {
  it('are added once, however often a person asks while the exchange is being loaded', async () => {
    const { connections, settings } = openConnections();
    const both = await Promise.all([connections.add('binance', null), connections.add('binance', null)]);
    expect(both.map(({ ok }) => ok)).toEqual([true, false]);
    expect(settings.current.exchanges).toHaveLength(1);
  });

  it('do not mix the candles of a test network with those of the exchange', async () => {
    const urls = { rest: 'http://127.0.0.1:1', stream: 'ws://127.0.0.1:1', userStream: 'ws://127.0.0.1:1' };
    const stored: string[] = [];
    const { connections } = openConnections(stored);
    unwrap(await connections.add('binance', urls));
    unwrap(await connections.remove('binance'));
    stored.push('binance');
    expect(await connections.add('binance', null)).toMatchObject({
      ok: false,
      error: { code: 'candlesFromElsewhere' },
    });
    unwrap(await connections.add('binance', urls));
    unwrap(await connections.remove('binance'));
    stored.pop();
    unwrap(await connections.add('binance', null));
  });

  it('are told to be gone before they are told to be there again', async () => {
    const { connections, script, told, settle } = openConnections();
    unwrap(await connections.add('binance', null));
    await settle();
    const end = promised<void>();
    script.end = () => end.promise;
    const removing = connections.remove('binance');
    unwrap(await connections.add('binance', null));
    end.keep();
    unwrap(await removing);
    await settle();
    expect(told.lastIndexOf('connectionRemoved')).toBeLessThan(told.lastIndexOf('connection'));
  });

  it('bring no market when a test ends after they were removed', async () => {
    const { connections, script, ready, settle } = openConnections();
    const start = promised<Outcome<void>>();
    script.start = () => start.promise;
    unwrap(await connections.add('binance', null));
    await settle();
    const testing = connections.test('binance');
    unwrap(await connections.remove('binance'));
    start.keep(succeed(undefined));
    expect(await testing).toMatchObject({ ok: false, error: { code: 'unknownConnection' } });
    expect(ready).toEqual(['gone']);
  });

  it('take with them the parts of a key that were handed over and never saved', async () => {
    const { connections, keys, settle } = openConnections();
    unwrap(await connections.add('binance', null));
    await settle();
    for (const field of ['apiKey', 'secret'] as const) unwrap(await keys.take('binance', field, 'clipboard'));
    unwrap(await keys.removeConnection('binance'));
    unwrap(await connections.add('binance', null));
    await settle();
    const saved = await keys.save({ venue: 'binance', keep: 'session', insistence: null });
    expect(saved).toMatchObject({ ok: false, error: { code: 'badArgument' } });
  });

  it('leave no key behind that was checked while they went', async () => {
    const { connections, keys, script, secrets, settle } = openConnections();
    unwrap(await connections.add('binance', null));
    await settle();
    for (const field of ['apiKey', 'secret'] as const) unwrap(await keys.take('binance', field, 'clipboard'));
    const permissions = promised<Outcome<KeyPermissions>>();
    script.permissions = () => permissions.promise;
    const saving = keys.save({ venue: 'binance', keep: 'keychain', insistence: null });
    unwrap(await connections.remove('binance'));
    permissions.keep(succeed({ canRead: true, canTrade: true, canWithdraw: false, hasIpList: true }));
    expect(await saving).toMatchObject({ ok: false, error: { code: 'unknownConnection' } });
    expect([...secrets.values()]).toEqual([]);
  });
});

describe('what an account is traded with (SPEC 19)', () => {
  const LOCAL = { rest: 'http://127.0.0.1:1', stream: 'ws://127.0.0.1:1', userStream: 'ws://127.0.0.1:1' };
  const trader: KeyPermissions = { canRead: true, canTrade: true, canWithdraw: false, hasIpList: true };

  async function withKey(opened: ReturnType<typeof openConnections>, urls: typeof LOCAL | null, may = trader) {
    const { connections, keys, script, settle } = opened;
    script.permissions = async () => succeed(may);
    unwrap(await connections.add('binance', urls));
    await settle();
    for (const field of ['apiKey', 'secret'] as const) unwrap(await keys.take('binance', field, 'clipboard'));
    return keys.save({ venue: 'binance', keep: 'session', insistence: null });
  }

  it('is a kept key that may trade', async () => {
    const opened = openConnections();
    expect(await opened.keys.readForTrading('binance')).toMatchObject({ ok: false });
    unwrap(await withKey(opened, null));
    expect(unwrap(await opened.keys.readForTrading('binance')).apiKey).toBe('PLANTED');
    unwrap(await opened.keys.forget('binance'));
    expect(await opened.keys.readForTrading('binance')).toMatchObject({ ok: false });
  });

  it('is no key that may only read', async () => {
    const opened = openConnections();
    unwrap(await withKey(opened, null, { ...trader, canTrade: false }));
    expect(await opened.keys.readForTrading('binance')).toMatchObject({
      ok: false,
      error: { code: 'authenticationFailed', message: 'the key of binance may not trade' },
    });
  });

  it('is nothing at real addresses on a runtime that is for tests, and anything on this very machine', async () => {
    const elsewhere = openConnections([], 'for development only');
    expect(await withKey(elsewhere, null)).toMatchObject({ ok: false, error: { code: 'unsupportedRuntime' } });
    expect(await elsewhere.keys.readForTrading('binance')).toMatchObject({
      ok: false,
      error: { code: 'unsupportedRuntime' },
    });
    const here = openConnections([], 'for development only');
    unwrap(await withKey(here, LOCAL));
    expect(await here.keys.readForTrading('binance')).toMatchObject({ ok: true });
  });
});
