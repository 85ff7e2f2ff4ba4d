import { NO_GOVERNOR_LIMITS } from '../../../../src-main/model/governor-limits.ts';
import type { AccountView, BotView, FillView, OrderView } from '../../../../src-preload/contract/views.ts';
import type { Snapshot } from '../../../../src-renderer/replica/index.ts';

export const account: AccountView = {
  id: 'paper',
  name: 'Paper',
  venue: null,
  quoteAsset: 'USDT',
  paper: true,
  cash: '10000',
  equity: '10000',
  startingCapital: '10000',
  transferred: '0',
  realisedProfit: '0',
  unrealisedProfit: '0',
  fees: '0',
  profitToday: '0',
  profitTotal: '0',
  dayStartMs: 0,
};

export const snapshot: Snapshot = {
  sequence: 0,
  nowMs: 1_700_000_000_000,
  accounts: [account],
  reconciliations: [],
  alarms: [],
  bots: [],
  orders: [],
  refusals: [],
  jobs: [],
  prices: [],
  halt: null,
  riskModes: [],
  settings: {
    theme: 'system',
    language: 'system',
    numberLocale: 'system',
    timeZone: 'UTC',
    resumeBots: false,
    onCloseWithRunningBots: 'ask',
    upDownColours: 'greenRed',
    shortcuts: {},
    notifications: {
      kinds: {
        halt: true,
        stop: true,
        limit: true,
        bot: true,
        account: true,
        connection: true,
        fill: true,
        alert: true,
      },
      hidesAmounts: false,
    },
    showsFirstSteps: true,
    ticket: { confirm: 'always', amount: '1000' },
    accountRisk: { maxPositionFraction: null, maxDailyLossFraction: null, dayRollOffsetMs: 0 },
    governor: NO_GOVERNOR_LIMITS,
  },
  connections: [],
  feedStates: [],
};

export function botView(id: string, part: Partial<BotView> = {}): BotView {
  return {
    config: {
      id,
      name: `Bot ${id}`,
      instrumentId: 'demo:BTC-USDT',
      interval: '1m',
      strategyId: 'signal-blend',
      params: {},
      risk: { sizeFraction: 0.1, stopLossFraction: null, takeProfitFraction: null, leverage: 1 },
    },
    state: 'stopped',
    reason: '',
    symbol: 'BTC-USDT',
    quoteAsset: 'USDT',
    simulated: true,
    decision: null,
    regime: null,
    position: null,
    realisedProfit: '0',
    profit: '0',
    fees: '0',
    trades: 0,
    wins: 0,
    ...part,
  };
}

export function orderView(clientOrderId: string, part: Partial<OrderView> = {}): OrderView {
  return {
    clientOrderId,
    accountId: 'paper',
    botId: 'a',
    instrumentId: 'demo:BTC-USDT',
    side: 'buy',
    type: 'market',
    price: null,
    limitPrice: null,
    trailBps: null,
    handling: 'native',
    parentId: null,
    size: '100',
    sizeAsset: 'USDT',
    purpose: 'entry',
    tag: '',
    state: 'sent',
    reason: '',
    createdMs: 1,
    ...part,
  };
}

export function fillView(fillId: string, part: Partial<FillView> = {}): FillView {
  return {
    fillId,
    clientOrderId: 'o',
    accountId: 'paper',
    botId: 'a',
    instrumentId: 'demo:BTC-USDT',
    side: 'buy',
    price: '1',
    quantity: '1',
    fee: '0',
    purpose: 'entry',
    tag: '',
    liquidity: 'taker',
    timeMs: 1,
    parentId: null,
    ...part,
  };
}
