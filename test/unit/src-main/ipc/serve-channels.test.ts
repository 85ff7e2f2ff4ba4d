import { describe, expect, it } from 'vitest';
import { FailureError, fail, succeed } from '../../../../src-main/base/outcome.ts';
import type { Handlers } from '../../../../src-main/ipc/handlers.ts';
import { REQUEST_LIMITS } from '../../../../src-main/ipc/serve-channels.ts';
import { CHANNEL_NAMES } from '../../../../src-preload/contract/channel-names.ts';
import { CHANNELS } from '../../../../src-preload/contract/channels.ts';
import { GOOD_INPUTS, GOOD_OUTPUTS } from './contract-samples.ts';
import { PAGE, serveSamples } from './fake-door.ts';

function serveWith(handlers: Partial<Record<keyof Handlers, () => unknown>>) {
  const all = Object.fromEntries(CHANNEL_NAMES.map((name) => [name, () => succeed(GOOD_OUTPUTS[name])]));
  return serveSamples({ handlers: { ...all, ...handlers } as Handlers });
}

describe('the names the preload knows', () => {
  it('are the channels of the contract, each once', () => {
    expect([...CHANNEL_NAMES].sort()).toEqual(Object.keys(CHANNELS).sort());
  });
});

describe('serveChannels', () => {
  it('opens every channel, and closes every one when disposed', () => {
    const { door, serving } = serveSamples();
    expect([...door.listeners.keys()].sort()).toEqual([...CHANNEL_NAMES].sort());
    void serving.dispose();
    expect(door.listeners.size).toBe(0);
  });

  it.each(CHANNEL_NAMES)(
    '%s: a good call from the page reaches its handler and its answer comes back',
    async (name) => {
      const { door, handled } = serveSamples();
      expect(await door.call(name, GOOD_INPUTS[name])).toEqual(succeed(GOOD_OUTPUTS[name]));
      expect(handled.get(name)).toBe(1);
    },
  );

  it('reads the sender before anything is awaited', () => {
    const { door } = serveSamples();
    let reads = 0;
    const event = {
      get senderFrame() {
        reads++;
        return PAGE;
      },
    };
    void door.listeners.get('app.info')?.(event, {});
    expect(reads).toBe(1);
  });

  it('turns what a handler throws into a bug without its stack', async () => {
    const { door } = serveWith({
      'app.info': () => {
        throw new Error('broken');
      },
      'data.series': () => Promise.reject(new FailureError({ code: 'databaseFull', message: 'full' })),
    });
    expect(await door.call('app.info', {})).toEqual(fail('bug', 'broken', {}));
    expect(await door.call('data.series', {})).toEqual(fail('databaseFull', 'full'));
  });

  it('leaves out details that could not be sent', async () => {
    const { door } = serveWith({ 'app.info': () => fail('badArgument', 'no', { callback: () => 1 }) });
    expect(await door.call('app.info', {})).toEqual(fail('badArgument', 'no'));
  });

  it('refuses an answer that breaks its schema', async () => {
    const { door } = serveWith({ 'trading.halt': () => succeed({ haltedMs: 'now' }) });
    expect(await door.call('trading.halt', { flatten: false })).toMatchObject({
      ok: false,
      error: { code: 'replyInvalid' },
    });
  });

  it('skips the look at long lists in a release, and only there', async () => {
    const handlers = {
      ...Object.fromEntries(CHANNEL_NAMES.map((name) => [name, () => succeed('nonsense')])),
    } as unknown as Handlers;
    const { door } = serveSamples({ handlers, checkHeavyReplies: false });
    expect((await door.call('backtest.result', { jobId: 'j' })).ok).toBe(true);
    expect((await door.call('app.snapshot', {})).ok).toBe(false);
  });

  it('refuses what is too large before it is parsed', async () => {
    const { door } = serveSamples();
    const params = { text: 'x'.repeat(REQUEST_LIMITS.maxBytes) };
    const outcome = await door.call('bots.save', { ...GOOD_INPUTS['bots.save'], params });
    expect(outcome).toMatchObject({ ok: false, error: { code: 'requestTooLarge' } });
  });
});
