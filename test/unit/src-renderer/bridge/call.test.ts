import { notificationsStore } from '@mantine/notifications';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { fail, succeed } from '../../../../src-main/base/outcome.ts';
import { ask, call } from '../../../../src-renderer/bridge/index.ts';
import { wording } from '../../../../src-renderer/language/index.ts';

function answerWith(method: (input: unknown) => Promise<unknown>): void {
  vi.stubGlobal('window', { bellwether: { 'bots.start': method } });
}

const shown = () => [...notificationsStore.getState().notifications, ...notificationsStore.getState().queue];

afterEach(() => {
  vi.unstubAllGlobals();
  notificationsStore.setState({ ...notificationsStore.getState(), notifications: [], queue: [] });
});

describe('call', () => {
  it('hands the input over and gives the value back', async () => {
    const method = vi.fn(async () => succeed({}));
    answerWith(method);
    expect(await call('bots.start', { botId: 'a' })).toEqual({});
    expect(method).toHaveBeenCalledWith({ botId: 'a' });
    expect(shown()).toEqual([]);
  });

  it('shows a failure by the text of its code and its own message, once however often it happens', async () => {
    answerWith(async () => fail('unknownBot', 'botId is a, expected one that is saved'));
    expect(await call('bots.start', { botId: 'a' })).toBeUndefined();
    expect(await call('bots.start', { botId: 'a' })).toBeUndefined();
    expect(shown()).toMatchObject([
      { title: wording.errors.unknownBot, message: 'botId is a, expected one that is saved', color: 'red' },
    ]);
  });

  it('says nothing when the person cancelled', async () => {
    answerWith(async () => fail('cancelled', 'cancelled'));
    expect(await call('bots.start', { botId: 'a' })).toBeUndefined();
    expect(shown()).toEqual([]);
  });
});

describe('ask', () => {
  it('leaves a failure to its caller', async () => {
    answerWith(async () => fail('halted', 'trading is halted'));
    expect(await ask('bots.start', { botId: 'a' })).toEqual(fail('halted', 'trading is halted'));
    expect(shown()).toEqual([]);
  });

  it('turns a call that breaks into a failure that names the channel', async () => {
    answerWith(async () => {
      throw new Error('the main process is gone');
    });
    expect(await ask('bots.start', { botId: 'a' })).toEqual(fail('bug', 'bots.start: the main process is gone'));
  });

  it('a page without its preload fails the same way', async () => {
    vi.stubGlobal('window', {});
    const outcome = await ask('bots.start', { botId: 'a' });
    expect(outcome.ok ? '' : outcome.error.message).toContain('window.bellwether is missing');
  });
});
