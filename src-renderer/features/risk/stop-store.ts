import { create } from 'zustand';
import { call } from '../../bridge/index.ts';

/** Which question about the red button stands open. */
export const useStopQuestion = create<{ readonly question: 'flatten' | 'release' | null }>(() => ({ question: null }));

export const askToFlatten = (): void => useStopQuestion.setState({ question: 'flatten' });
export const askToRelease = (): void => useStopQuestion.setState({ question: 'release' });
export const closeStopQuestion = (): void => useStopQuestion.setState({ question: null });

export function stopEverything({ flatten }: { readonly flatten: boolean }): void {
  void call('trading.halt', { flatten });
}
