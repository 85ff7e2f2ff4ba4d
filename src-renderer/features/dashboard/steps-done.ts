import type { ReplicaState } from '../../replica/index.ts';

/** What a new trader does first, in the order it is shown. */
export const FIRST_STEPS = ['prices', 'bot', 'data', 'backtest', 'exchange'] as const;
export type FirstStep = (typeof FIRST_STEPS)[number];

/** What is kept elsewhere than in the replica. */
export type Kept = { readonly hasSeries: boolean; readonly hasRuns: boolean };

type Known = Pick<ReplicaState, 'prices' | 'bots' | 'account' | 'connections'>;

/** Which steps are done, by what is there, whatever way it came about. */
export function stepsDone(state: Known, { hasSeries, hasRuns }: Kept): readonly FirstStep[] {
  const { prices, bots, account, connections } = state;
  const hasTraded = account.equity !== account.startingCapital;
  const done: Readonly<Record<FirstStep, boolean>> = {
    prices: Object.keys(prices).length > 0,
    bot: hasTraded || Object.values(bots).some((bot) => bot.state !== 'stopped' || bot.trades > 0),
    data: hasSeries,
    backtest: hasRuns,
    exchange: Object.keys(connections).length > 0,
  };
  return FIRST_STEPS.filter((step) => done[step]);
}
