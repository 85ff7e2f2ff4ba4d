import type { BacktestRequest } from '../../../src-preload/contract/research-views.ts';
import type { BotConfigView } from '../../../src-preload/contract/views.ts';
import { INTERVAL_MS } from '../charts/index.ts';

/** Of a simulated market there is as much past as one asks for. */
const SIMULATED_BARS = 20_000;
const FEE_BPS = 10;
const SLIPPAGE_BPS = 5;
const CAPITAL = '10000';

/** The bot as a backtest: of stored candles all there are, of the simulated market the latest 20,000. */
export function previewRequest(config: BotConfigView, nowMs: number, isSimulated: boolean): BacktestRequest {
  const { instrumentId, interval, strategyId, params, risk, regimes } = config;
  return {
    instrumentId,
    interval,
    fromMs: isSimulated ? nowMs - SIMULATED_BARS * INTERVAL_MS[interval] : null,
    toMs: isSimulated ? nowMs : null,
    strategyId,
    params,
    capital: CAPITAL,
    feeBps: FEE_BPS,
    slippageBps: SLIPPAGE_BPS,
    spreadBps: 0,
    sizeFraction: risk.sizeFraction,
    stopLossFraction: risk.stopLossFraction,
    takeProfitFraction: risk.takeProfitFraction,
    leverage: risk.leverage,
    ...(regimes === undefined ? {} : { regimes }),
  };
}

/** What the bot is set to that a backtest cannot be told: sizing by rules, pauses, trailing and time stops, ways of execution. */
export function leavesOut({ risk, execution }: BotConfigView): boolean {
  const { sizing, cooldown, trailingFraction, maxBars } = risk;
  const isPlain = [sizing, cooldown, trailingFraction, maxBars].every((rule) => rule === undefined);
  return !isPlain || (execution !== undefined && execution.kind !== 'market');
}
