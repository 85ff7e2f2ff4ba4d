import { fail, succeed } from '../../../src-main/base/outcome.ts';
import type { EngineCommand } from '../../../src-main/engine/events.ts';
import { accountHandlers } from '../../../src-main/ipc/account-handlers.ts';
import { botsHandlers } from '../../../src-main/ipc/bots-handlers.ts';
import type { Handlers } from '../../../src-main/ipc/handlers.ts';
import { riskHandlers } from '../../../src-main/ipc/risk-handlers.ts';
import { ticketHandlers } from '../../../src-main/ipc/ticket-handlers.ts';
import type { ChannelName } from '../../../src-preload/contract/channels.ts';
import { FakeDoor, PAGE, serveSamples } from '../../unit/src-main/ipc/fake-door.ts';
import type { EngineSession } from '../engine-session.ts';
import { BTC, ETH } from '../engine-session.ts';

const risk = { sizeFraction: 0.05, stopLossFraction: 0.02, takeProfitFraction: 0.1, leverage: 1 };
const bot = {
  ...{ id: 'b', name: 'B', instrumentId: BTC.id, interval: '1m', strategyId: 'scripted' },
  ...{ params: { script: 'long exit' }, risk, accountId: 'paper' },
} as const;
const order = { accountId: 'paper', instrumentId: BTC.id, side: 'buy', stopLoss: '90', target: '120' } as const;

/** Calls that make sense, each the beginning of many that do not. */
export const CALLS: readonly (readonly [ChannelName, unknown])[] = [
  ['bots.save', bot],
  ['bots.save', { ...bot, sizing: { kind: 'riskPerTrade', riskFraction: 0.01 } }],
  ['bots.save', { ...bot, execution: { kind: 'twap', durationMs: 60_000, slices: 3, maxSlippageBps: 20 } }],
  ['bots.start', { botId: 'b' }],
  ['bots.stop', { botId: 'b' }],
  ['bots.remove', { botId: 'b' }],
  ['trading.cancelOrder', { clientOrderId: 'o-1' }],
  ['trading.moveProtection', { botId: 'by-hand:paper:test:BTC-USDT', purpose: 'stop', price: '95' }],
  ['trading.moveProtection', { botId: 'b', purpose: 'target', price: '105' }],
  ['trading.closePosition', { botId: 'b' }],
  ['trading.closePosition', { botId: 'by-hand:paper:test:BTC-USDT' }],
  ['ticket.place', { ...order, type: { kind: 'market' }, size: { kind: 'quantity', quantity: '1' } }],
  ['ticket.place', { ...order, type: { kind: 'limit', price: '99' }, size: { kind: 'amount', amount: '400' } }],
  ['ticket.place', { ...order, type: { kind: 'postOnly', price: '99' }, size: { kind: 'equity', share: 0.05 } }],
  ['ticket.place', { ...order, type: { kind: 'stop', trigger: '101' }, size: { kind: 'risk', share: 0.002 } }],
  [
    'ticket.place',
    { ...order, type: { kind: 'stopLimit', trigger: '101', price: '102' }, size: { kind: 'quantity', quantity: '2' } },
  ],
  [
    'ticket.place',
    {
      ...{ ...order, side: 'sell', stopLoss: null, target: null },
      ...{ type: { kind: 'market' }, size: { kind: 'position', share: 1 } },
    },
  ],
  ['ticket.preview', { ...order, type: { kind: 'market' }, size: { kind: 'risk', share: 0.01 } }],
  ['risk.restrict', { group: 'paper', mode: 'noNewPositions', reason: 'news' }],
  ['risk.release', { group: 'paper', reason: 'over' }],
  ['risk.standing', {}],
  ['trading.release', { reason: 'over' }],
  ['account.decide', { accountId: 'closed', key: 'balance:BTC', choice: 'adopt', botId: 'b' }],
  ['account.decide', { accountId: 'paper', key: 'order:1', choice: 'close' }],
  ['account.close', { accountId: 'closed' }],
];

/** The window's door before a real engine, with the real handlers of what trades. */
export function tradingDoor({ engine }: EngineSession): {
  readonly call: (channel: ChannelName, input: unknown) => ReturnType<FakeDoor['call']>;
} {
  const command = (wanted: EngineCommand): string | null => engine.command(wanted);
  const door = new FakeDoor();
  const { door: samples } = serveSamples();
  const others = Object.fromEntries(
    [...samples.listeners.keys()].map((channel) => [channel, () => fail('bug', `${channel} is not served here`)]),
  ) as unknown as Handlers;
  serveSamples({
    door,
    handlers: {
      ...others,
      ...botsHandlers({
        state: () => engine.snapshot(),
        command,
        findInstrument: (id) => [BTC, ETH].find((instrument) => instrument.id === id),
        isStrategy: (strategyId) => strategyId === 'scripted',
        decisionsOf: () => [],
        versionsOf: () => [],
        newestTrades: () => new Map(),
      }),
      ...ticketHandlers({
        preview: (wanted) => engine.previewOrder(wanted),
        place: (wanted) => command({ kind: 'placeOrder', order: wanted }),
      }),
      ...riskHandlers({
        standing: () => engine.riskStanding(),
        command,
        replay: () => Promise.resolve(fail('cancelled', 'not here')),
      }),
      ...accountHandlers({
        open: () => Promise.resolve(fail('networkFailed', 'not here')),
        close: (accountId) => {
          const refusal = command({ kind: 'closeAccount', accountId });
          return refusal === null ? succeed(undefined) : fail('badArgument', refusal);
        },
        decide: (decision) => command({ kind: 'decideFinding', ...decision }),
        equityHistory: () => ({ accounts: [] }) as never,
        activity: () => ({ fills: [], trades: [], executions: [] }),
        instruments: () => Promise.resolve(succeed([BTC, ETH])),
      }),
    },
    windowOf: (frame) => (frame === PAGE ? 1 : undefined),
  });
  return { call: (channel, input) => door.call(channel, input) };
}
