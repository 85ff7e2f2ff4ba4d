import { create } from 'zustand';

/** Counts how often the replay of the Chart page was asked for from elsewhere. */
export const useReplayAsked = create<{ readonly count: number }>(() => ({ count: 0 }));
export const askReplay = (): void => useReplayAsked.setState(({ count }) => ({ count: count + 1 }));
