import type { Outcome } from '../../../../src-main/base/outcome.ts';
import { succeed } from '../../../../src-main/base/outcome.ts';
import type { Log } from '../../../../src-main/engine/ports/log.ts';
import type { Handlers } from '../../../../src-main/ipc/handlers.ts';
import type { SenderEvent, SenderFrame } from '../../../../src-main/ipc/sender-rule.ts';
import type { InvokeDoor, ServeChannelsOptions } from '../../../../src-main/ipc/serve-channels.ts';
import { serveChannels } from '../../../../src-main/ipc/serve-channels.ts';
import { CHANNEL_NAMES } from '../../../../src-preload/contract/channel-names.ts';
import type { ChannelName } from '../../../../src-preload/contract/channels.ts';
import { GOOD_OUTPUTS } from './contract-samples.ts';

export const PAGE: SenderFrame = { origin: 'app://bundle', url: 'app://bundle/index.html' };

type Listener = (event: SenderEvent, input: unknown) => unknown;

/** `ipcMain` without Electron: calls go straight to the listener, as a message that was cloned on the way. */
export class FakeDoor implements InvokeDoor {
  readonly listeners = new Map<string, Listener>();

  handle(channel: string, listener: Listener): void {
    if (this.listeners.has(channel)) throw new Error(`a second handler for ${channel}`);
    this.listeners.set(channel, listener);
  }

  removeHandler(channel: string): void {
    this.listeners.delete(channel);
  }

  async call(channel: string, input: unknown, senderFrame: SenderFrame | null = PAGE): Promise<Outcome<unknown>> {
    const listener = this.listeners.get(channel);
    if (listener === undefined) throw new Error(`nobody listens to ${channel}`);
    const answer = await listener({ senderFrame }, input);
    return (typeof answer === 'string' ? JSON.parse(answer) : answer) as Outcome<unknown>;
  }
}

export const silentLog: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/** Every channel answers with its sample; `handled` counts the calls that reached a handler. */
export function serveSamples(changes: Partial<ServeChannelsOptions> = {}) {
  const door = new FakeDoor();
  const handled = new Map<ChannelName, number>();
  const entries = CHANNEL_NAMES.map((name) => [
    name,
    () => {
      handled.set(name, (handled.get(name) ?? 0) + 1);
      return succeed(GOOD_OUTPUTS[name]);
    },
  ]);
  const handlers = Object.fromEntries(entries) as Handlers;
  const options = {
    door,
    handlers,
    windowOf: (frame: SenderFrame) => (frame === PAGE ? 1 : undefined),
    log: silentLog,
    checkHeavyReplies: true,
    ...changes,
  };
  return { door, handled, serving: serveChannels(options) };
}
