import { create } from 'zustand';
import type { Failure } from '../../../src-main/base/outcome.ts';
import type { ParityBotView, ParityCosts } from '../../../src-preload/contract/parity-views.ts';
import { ask } from '../../bridge/index.ts';

export type ParityState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'ready'; readonly bots: readonly ParityBotView[] };

export type Parity = {
  readonly costs: ParityCosts;
  readonly state: ParityState;
  /** `botId instrumentId` of the one whose trades are shown; null for the first. */
  readonly chosen: string | null;
};

/** What the simulated venue charges a paper bot: a paper bot's own backtest. */
const FIRST_COSTS: ParityCosts = { makerFeeBps: 10, takerFeeBps: 10, spreadBps: 2, slippageBps: 1 };

export const useParity = create<Parity>(() => ({ costs: FIRST_COSTS, state: { kind: 'loading' }, chosen: null }));

export const keyOf = ({ botId, instrumentId }: ParityBotView): string => `${botId} ${instrumentId}`;

let asked = 0;

/** Replays with the costs of the form. Of two requests under way the later one counts; what was shown stays meanwhile. */
export async function loadParity(): Promise<void> {
  const mine = ++asked;
  const outcome = await ask('parity.report', { costs: useParity.getState().costs });
  if (mine !== asked) return;
  const state: ParityState = outcome.ok
    ? { kind: 'ready', bots: outcome.value.bots }
    : { kind: 'failed', failure: outcome.error };
  useParity.setState({ state });
}

export function changeCosts(costs: ParityCosts): void {
  useParity.setState({ costs });
}

export function chooseBot(bot: ParityBotView): void {
  useParity.setState({ chosen: keyOf(bot) });
}
