import type { StrategyHost } from '../../../src-main/engine/ports/strategy-host.ts';
import type { EnterIntent, EntrySize, Intent } from '../../../src-main/engine/strategies/intent.ts';
import { paperAccount } from '../../../src-main/model/account.ts';
import type { BotConfig } from '../../../src-main/model/bot.ts';
import type { ManualOrder } from '../../../src-main/model/manual-order.ts';
import { handId } from '../../../src-main/model/manual-order.ts';
import { priceFromText } from '../../../src-main/model/money.ts';
import { moneyFromText } from '../amounts.ts';
import type { EngineSession, SessionOptions } from '../engine-session.ts';
import { BTC, WHOLE } from '../engine-session.ts';
import { enter, startIntents } from '../intent-script.ts';
import { manualOrder } from '../manual-orders.ts';

/** A way by which an entry can come to leave: what happens before a rule stands against it, and what wants it then. */
export type Door = {
  readonly name: string;
  readonly options?: SessionOptions;
  /** Nothing stands against these yet. */
  readonly before?: readonly (readonly Intent[])[];
  readonly wanted: readonly Intent[];
  readonly changes?: Partial<BotConfig>;
  /** In place of a bar at which the strategy wants it. */
  readonly open?: (session: EngineSession, wanted: readonly Intent[]) => void;
  /** Whose entry it is, where it is not the bot's. */
  readonly owner?: string;
};

/** Of an account of 10,000, at a price of 100: whatever way it is said, about 5,000. */
const QUANTITY: EntrySize = { kind: 'quantity', quantity: 50 };
const SECOND = { ...paperAccount('USDT', moneyFromText('10000')), id: 'second', name: 'Second' };
const FIRST = paperAccount('USDT', moneyFromText('10000'));

const elsewhere: StrategyHost = {
  start: ({ id }) => (id === 'bot' ? { onBar: () => undefined, stop: () => undefined } : null),
};

const one = (name: string, intent: EnterIntent, changes: Partial<BotConfig> = {}): Door => ({
  name,
  wanted: [intent],
  changes,
});

/** What a person orders, about as much. */
const hand = (name: string, changes: Partial<ManualOrder>): Door => ({
  name: `by hand: ${name}`,
  wanted: [],
  owner: handId('paper', BTC.id),
  open: (session) => void session.command({ kind: 'placeOrder', order: manualOrder(changes) }),
});

export const DOORS: readonly Door[] = [
  hand('at market', {}),
  hand('by share of the equity', { size: { kind: 'equity', share: 0.5 } }),
  hand('by risk', { size: { kind: 'risk', share: 0.05 }, stopLoss: priceFromText('90') }),
  hand('limit', { type: { kind: 'limit', price: priceFromText('99') } }),
  hand('post-only', { type: { kind: 'postOnly', price: priceFromText('99') } }),
  hand('stop', { type: { kind: 'stop', trigger: priceFromText('101') } }),
  hand('short stop-limit', {
    side: 'sell',
    type: { kind: 'stopLimit', trigger: priceFromText('99'), price: priceFromText('98') },
  }),
  one('at market, by share of the equity', enter('long', { size: { kind: 'share', share: 0.5 } })),
  one('at market, by amount', enter('long', { size: { kind: 'amount', amount: 5_000 } })),
  one('at market, by quantity', enter('long', { size: QUANTITY })),
  one('short at market', enter('short', { size: QUANTITY })),
  one('by the bot’s own size', enter('long'), { risk: { ...WHOLE, sizeFraction: 0.5 } }),
  one('limit that rests', enter('long', { limitPrice: 99, size: QUANTITY })),
  one('limit far above the market', enter('long', { limitPrice: 150, size: QUANTITY })),
  one('short limit far below the market', enter('short', { limitPrice: 1, size: QUANTITY })),
  one('post-only', enter('long', { limitPrice: 99, postOnly: true, size: QUANTITY })),
  one('stop', enter('long', { stopPrice: 101, size: QUANTITY })),
  one('stop that is touched already', enter('long', { stopPrice: 1, size: QUANTITY })),
  one('short stop that is touched already', enter('short', { stopPrice: 110, size: QUANTITY })),
  one('stop-limit', enter('long', { stopPrice: 101, limitPrice: 102, size: QUANTITY })),
  one('stop-limit that is touched already', enter('long', { stopPrice: 1, limitPrice: 150, size: QUANTITY })),
  one('short stop-limit', enter('short', { stopPrice: 99, limitPrice: 98, size: QUANTITY })),
  one('leverage', enter('long', { size: QUANTITY }), { risk: { ...WHOLE, leverage: 20 } }),
  ...(
    [
      { kind: 'makerFirst', deadlineMs: 10_000, maxSlippageBps: null },
      { kind: 'twap', durationMs: 40_000, slices: 4, maxSlippageBps: null },
      { kind: 'iceberg', shownFraction: 0.25, deadlineMs: 60_000, maxSlippageBps: null },
      { kind: 'market', maxSlippageBps: 10_000 },
    ] as const
  ).map((execution) => one(`plan: ${execution.kind}`, enter('long', { size: QUANTITY }), { execution })),
  {
    name: 'another entry in place of one that rests',
    before: [[enter('long', { limitPrice: 90, size: { kind: 'quantity', quantity: 1 } })]],
    wanted: [enter('long', { limitPrice: 99, size: QUANTITY })],
  },
  {
    name: 'the other side of what is held',
    before: [[enter('short', { size: { kind: 'quantity', quantity: 1 } })], []],
    wanted: [enter('long', { size: QUANTITY })],
  },
  {
    name: 'the other side of what is held, at a price',
    before: [[enter('short', { size: { kind: 'quantity', quantity: 1 } })], []],
    wanted: [enter('long', { limitPrice: 100, size: QUANTITY })],
  },
  {
    name: 'the other side of what rests',
    before: [[enter('short', { limitPrice: 120, size: { kind: 'quantity', quantity: 1 } })]],
    wanted: [enter('long', { limitPrice: 99, size: QUANTITY })],
  },
  {
    name: 'a strategy that runs elsewhere',
    options: { strategyHost: elsewhere },
    wanted: [enter('long', { size: QUANTITY })],
    open: (session, intents) => void session.engine.offer({ kind: 'intents', botId: 'bot', intents }),
  },
  {
    name: 'many at once',
    wanted: ['a', 'b', 'c', 'd'].map((tag) => enter('long', { tag, limitPrice: 99, maxEntries: 9, size: QUANTITY })),
  },
  {
    name: 'another account of the group',
    options: { accounts: [FIRST, SECOND] },
    changes: { accountId: 'second' },
    wanted: [enter('long', { size: QUANTITY })],
  },
];

/** Brings the session to where the rule is put up, and returns what opens the door then. */
export function approach(session: EngineSession, { before = [], wanted, changes = {}, open }: Door): () => void {
  session.quote(99.99, 100.01);
  startIntents(session, [...before, wanted], changes);
  for (const _bar of before) session.flat(100);
  return () => {
    if (open !== undefined) open(session, wanted);
    else session.flat(100);
    // What waits for a fill, a word of the venue or its turn gets it.
    for (let tick = 0; tick < 40; tick++) session.trade(100, tick % 2 === 0 ? 'buy' : 'sell', 1_500);
  };
}
