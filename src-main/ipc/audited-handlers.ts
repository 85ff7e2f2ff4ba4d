import type { ChannelName } from '../../src-preload/contract/channels.ts';
import type { Outcome } from '../base/outcome.ts';
import type { Caller, Handlers } from './handlers.ts';

/** What the person did through the window, and what came of it. */
export type AuditedCall = {
  readonly action: ChannelName;
  readonly detail: Readonly<Record<string, unknown>>;
};

/** Everything that changes what is traded, what is known or what is in force. */
const AUDITED_CHANNELS: readonly ChannelName[] = [
  'bots.save',
  'bots.remove',
  'bots.start',
  'bots.stop',
  'account.open',
  'account.close',
  'account.decide',
  'trading.cancelOrder',
  'trading.moveProtection',
  'trading.closePosition',
  'ticket.place',
  'trading.halt',
  'trading.release',
  'risk.restrict',
  'risk.release',
  'data.import',
  'data.download',
  'data.remove',
  'exchanges.add',
  'exchanges.remove',
  'exchanges.saveKey',
  'exchanges.forgetKey',
  'exchanges.record',
  'settings.change',
];

type AnyHandler = (input: unknown, caller: Caller) => Outcome<unknown> | Promise<Outcome<unknown>>;

/** The same handlers, each call of an audited channel recorded after it was answered. */
export function auditedHandlers(handlers: Handlers, record: (call: AuditedCall) => void): Handlers {
  const wrapped = AUDITED_CHANNELS.map((action) => {
    const handler = handlers[action] as AnyHandler;
    const audited: AnyHandler = async (input, caller) => {
      const outcome = await handler(input, caller);
      record({ action, detail: { input, result: outcome.ok ? 'ok' : outcome.error.code } });
      return outcome;
    };
    return [action, audited] as const;
  });
  return { ...handlers, ...Object.fromEntries(wrapped) };
}
