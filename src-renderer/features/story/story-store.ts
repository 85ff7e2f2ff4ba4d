import { create } from 'zustand';
import type { Failure } from '../../../src-main/base/outcome.ts';
import type { AskedTradeView, TradeStoryView } from '../../../src-preload/contract/story-views.ts';
import { ask } from '../../bridge/index.ts';

export type StoryState =
  | { readonly kind: 'closed' }
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'ready'; readonly story: TradeStoryView };

export const useStory = create<{ readonly state: StoryState }>(() => ({ state: { kind: 'closed' } }));

let asked = 0;

/** Of two that are asked for the later one counts, and none that was closed meanwhile. */
export async function openStory(trade: AskedTradeView): Promise<void> {
  const mine = ++asked;
  useStory.setState({ state: { kind: 'loading' } });
  const outcome = await ask('trades.story', trade);
  if (mine !== asked) return;
  useStory.setState({
    state: outcome.ok ? { kind: 'ready', story: outcome.value } : { kind: 'failed', failure: outcome.error },
  });
}

export function closeStory(): void {
  asked++;
  useStory.setState({ state: { kind: 'closed' } });
}
