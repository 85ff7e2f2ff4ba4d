import { describe, expect, it } from 'vitest';
import type { Settings } from '../../../../src-main/config/settings.ts';
import { changeSettings, defaultSettings, parseSettings } from '../../../../src-main/config/settings.ts';
import { SettingsKeeper } from '../../../../src-main/config/settings-keeper.ts';
import { stopEverythingAccelerator } from '../../../../src-main/config/shortcut-settings.ts';
import { createSimulatedClock } from '../../../../src-main/engine/clock/simulated-clock.ts';
import { LIMIT_NAMES } from '../../../../src-main/model/governor-limits.ts';
import { governorLimitsView } from '../../../../src-preload/contract/risk-views.ts';
import { settingsView } from '../../../../src-preload/contract/views.ts';

const defaults = defaultSettings({ timeZone: 'Europe/Berlin', demoSeed: undefined });

function createKeeper(stored: unknown) {
  const recorded: unknown[] = [];
  const records = {
    readSettings: () => stored,
    recordSettings: (settings: unknown) => void recorded.push(structuredClone(settings)),
  };
  return { keeper: new SettingsKeeper({ records, clock: createSimulatedClock(0), defaults }), recorded };
}

describe('settings', () => {
  it('are what the contract shows, the connections and the seed', () => {
    const { demoSeed, exchanges, candleSources, ...shown } = defaults;
    expect(settingsView.parse(shown)).toEqual(shown);
    expect([exchanges, candleSources]).toEqual([[], []]);
    expect(demoSeed).toBe('bellwether');
  });

  it('are frozen to the ground', () => {
    expect([defaults, defaults.accountRisk, defaults.exchanges].every(Object.isFrozen)).toBe(true);
    const urls = { rest: 'http://127.0.0.1:1', stream: 'ws://127.0.0.1:1', userStream: 'ws://127.0.0.1:1' };
    const changed = changeSettings(defaults, { exchanges: [{ venue: 'binance', urls, key: null }] });
    expect(
      changed.ok && changed.value.exchanges.every((one) => Object.isFrozen(one) && Object.isFrozen(one.urls)),
    ).toBe(true);
  });

  it('take a machine without a usable zone to be in UTC', () => {
    expect(defaultSettings({ timeZone: 'Nowhere/Land', demoSeed: 'x' })).toMatchObject({
      timeZone: 'UTC',
      demoSeed: 'x',
    });
  });

  it('give a key that was added later its default', () => {
    expect(parseSettings({ theme: 'light' }, defaults)).toEqual({ ok: true, value: { ...defaults, theme: 'light' } });
  });

  it('leave a limit off that was not known when they were stored', () => {
    const { clusterExposure: _later, ...known } = defaults.governor;
    const parsed = parseSettings({ governor: known }, defaults);
    expect(parsed).toEqual({ ok: true, value: { ...defaults, governor: { ...known, clusterExposure: null } } });
  });

  it.each(LIMIT_NAMES)('the window may set %s to exactly what is taken here', (name) => {
    for (const most of [-1, 0, 1e-9, 0.5, 1, 1.5, 2, 100, 1000, 1001, Number.NaN, Number.POSITIVE_INFINITY]) {
      const governor = { ...defaults.governor, [name]: { most, onBreach: 'flatten' as const } };
      expect(governorLimitsView.safeParse(governor).success).toBe(changeSettings(defaults, { governor }).ok);
    }
  });

  it.each([
    null,
    7,
    'dark',
    [],
    { unknown: 1 },
    { theme: 'pink' },
    { timeZone: 'Mars/Base' },
    { accountRisk: { maxPositionFraction: 1 } },
    { accountRisk: { ...defaults.accountRisk, maxDailyLossFraction: 2 } },
    { governor: { ...defaults.governor, positions: { most: 1.5, onBreach: 'refuse' } } },
    { governor: { ...defaults.governor, dayLoss: { most: 0.1, onBreach: 'panic' } } },
    { governor: { ...defaults.governor, leverage: null } },
    { demoSeed: '' },
    { upDownColours: 'pinkGrey' },
    { shortcuts: { 'trading.stopEverything': null } },
    { shortcuts: { 'trading.stopEverything': 'X' } },
    { shortcuts: { 'trading.stopEverything': 'Shift+F2' } },
    { shortcuts: { 'page.chart': 'Mod+J', 'page.data': 'Mod+J' } },
    { shortcuts: { 'page.chart': 'Shift+Mod+J' } },
    { shortcuts: { Nowhere: 'Mod+J' } },
  ])('refuse %j', (stored) => {
    expect(parseSettings(stored, defaults)).toMatchObject({ ok: false, error: { code: 'badParams' } });
  });

  it.each(['Mod+K', 'Alt+Shift+F12', 'Mod+Alt+Shift+9'])('the red button may have %s', (shortcut) => {
    const shortcuts = { 'trading.stopEverything': shortcut, 'page.chart': null };
    expect(parseSettings({ shortcuts }, defaults)).toMatchObject({ ok: true, value: { shortcuts } });
    expect(stopEverythingAccelerator(shortcuts)).toBe(shortcut.replace('Mod', 'CommandOrControl'));
  });

  it('the red button has its own shortcut until it is given another', () => {
    expect(stopEverythingAccelerator({})).toBe('CommandOrControl+Shift+X');
  });

  it('stay as they were when a change is refused', () => {
    expect(changeSettings(defaults, { timeZone: 'Mars/Base' }).ok).toBe(false);
    expect(changeSettings(defaults, { theme: undefined })).toEqual({ ok: true, value: defaults });
  });
});

describe('SettingsKeeper', () => {
  it('records the defaults at the first start', () => {
    const { keeper, recorded } = createKeeper(undefined);
    expect(keeper.isFirstStart).toBe(true);
    expect(recorded).toEqual([defaults]);
  });

  it('records a change, puts it in force and tells it, in this order', () => {
    const { keeper, recorded } = createKeeper(defaults);
    const told: Settings[] = [];
    keeper.onChange((settings) => {
      expect(recorded).toHaveLength(1);
      expect(keeper.current).toBe(settings);
      told.push(settings);
    });
    expect(keeper.change({ resumeBots: true }).ok).toBe(true);
    expect(told).toHaveLength(1);
    expect(recorded[0]).toMatchObject({ resumeBots: true });
  });

  it('falls back to the defaults on a record that cannot be used, says so and overwrites nothing', () => {
    const { keeper, recorded } = createKeeper({ theme: 'pink' });
    expect(keeper.current).toEqual(defaults);
    expect(keeper.problem).toContain('theme');
    expect(keeper.isFirstStart).toBe(false);
    expect(recorded).toEqual([]);
  });
});
