import type { BotView, FillView, OrderView, TradeView } from '../../../src-preload/contract/views.ts';
import { riskTexts } from './risk.ts';

const botStates = {
  stopped: 'Stopped',
  running: 'Running',
  interrupted: 'Interrupted',
  failed: 'Failed',
} as const satisfies Record<BotView['state'], string>;

const orderStates = {
  intent: 'Preparing',
  sent: 'Sent',
  working: 'Working',
  unknown: 'Unknown',
  filled: 'Filled',
  cancelled: 'Cancelled',
  refused: 'Refused',
} as const satisfies Record<OrderView['state'], string>;

const purposes = {
  entry: 'Entry',
  signal: 'Signal',
  stop: 'Stop loss',
  target: 'Take profit',
  trailing: 'Trailing stop',
  time: 'Time stop',
  liquidation: 'Liquidation',
  funding: 'Funding',
  end: 'End of run',
  flatten: 'Flatten',
} as const satisfies Record<OrderView['purpose'], string>;

/** What ends a trade is the purpose of an order that is no entry. */
const { entry: _entry, funding: _funding, ...exitReasons } = purposes;

/** Words of trading that several pages share. */
export const tradingTexts = {
  botStates,
  orderStates,
  purposes,
  exitReasons: exitReasons satisfies Record<TradeView['exitReason'], string>,
  sides: { buy: 'Buy', sell: 'Sell', long: 'Long', short: 'Short' },
  emulated: (type: string) => `${type}, emulated`,
  underWay: 'under way',
  basisPoints: (bps: string) => `${bps} bps`,
  orderTypes: {
    market: 'Market',
    limit: 'Limit',
    postOnly: 'Post-only',
    stop: 'Stop',
    stopLimit: 'Stop-limit',
    bracket: 'Stop and target',
    trailingStop: 'Trailing stop',
  } as const satisfies Record<OrderView['type'], string>,
  liquidity: { maker: 'Maker', taker: 'Taker' } as const satisfies Record<FillView['liquidity'], string>,
  actions: { buy: 'Buy', sell: 'Sell', hold: 'Hold' },
  rules: {
    halted: 'Trading halted',
    universe: 'Universe',
    buyingPower: 'Buying power',
    dailyLoss: 'Daily loss',
    maxPosition: 'Largest position',
    slippageGuard: 'Slippage guard',
    exitMinimum: 'Too small to sell again',
    riskMode: 'Mode',
    marketDataAge: 'Stale prices',
    reconciliation: 'Reconciliation',
    longOnly: 'Long only',
    ownHolding: 'More than is left to sell',
    knownValues: 'Value unknown',
    cooldown: 'Pause after losses',
    riskPerTrade: 'Risk per trade',
    volatilityTarget: 'Volatility target',
    kelly: 'Kelly',
    ...riskTexts.limitNames,
  } as Readonly<Record<string, string>>,
  signals: {
    rsi: 'RSI',
    moving_average: 'Moving average',
    macd: 'MACD',
    bollinger: 'Bollinger bands',
    stochastic_rsi: 'Stochastic RSI',
    adx_trend: 'ADX trend',
    supertrend: 'SuperTrend',
    volume_surge: 'Volume surge',
    vwap_distance: 'VWAP distance',
    structure: 'Structure',
    candlestick_pattern: 'Candlestick pattern',
    channel: 'Price channel',
    fvg: 'Fair value gap',
    'order-block': 'Order block',
    spread: 'Spread',
    hedge_ratio: 'Hedge ratio',
  } as Readonly<Record<string, string>>,
} as const;
