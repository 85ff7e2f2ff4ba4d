import type { PageFocus } from '../../ui/index.ts';
import type { BacktestForm } from './backtest-form.ts';

/** What another page may fill in besides the strategy, as the form's own texts: the market, the interval, and measured costs. */
const TAKEN_OVER = [
  'instrumentId',
  'interval',
  'feeBps',
  'makerFeeBps',
  'takerFeeBps',
  'spreadBps',
  'slippageBps',
  'latencyMs',
] as const satisfies readonly (keyof BacktestForm)[];

export function costsOfFocus(focus: PageFocus): Partial<BacktestForm> {
  const named = TAKEN_OVER.flatMap((name) => (focus[name] === undefined ? [] : [[name, focus[name]]]));
  return Object.fromEntries(named) as Partial<BacktestForm>;
}
