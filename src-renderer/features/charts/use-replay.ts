import { useCallback, useEffect, useRef, useState } from 'react';
import { type ChartInterval, createChartSource } from './chart-source.ts';
import { barBeside, placeAfter, type ReplayPlace, type ReplaySpeed } from './replay.ts';
import { useReplayAsked } from './replay-asked.ts';

/** Off; a person chooses the bar to begin at; or it stands at a bar, which is the newest one shown. */
export type ReplayState =
  | { readonly phase: 'off' }
  | { readonly phase: 'choosing' }
  | { readonly phase: 'at'; readonly place: ReplayPlace; readonly isPlaying: boolean; readonly isAtEnd: boolean };

export type Replay = {
  readonly state: ReplayState;
  readonly speed: ReplaySpeed;
  readonly setSpeed: (speed: ReplaySpeed) => void;
  readonly choose: () => void;
  /** Shows the bar of this open time as the newest. */
  readonly beginAt: (openTimeMs: number) => void;
  readonly step: (direction: 1 | -1) => void;
  readonly togglePlay: () => void;
  readonly leave: () => void;
};

const OFF: ReplayState = { phase: 'off' };

/** The replay of one chart. It stands at a moment, so that another symbol or interval is shown as of then, too. */
export function useReplay(instrumentId: string, interval: ChartInterval): Replay {
  const [state, setState] = useState<ReplayState>(OFF);
  const [speed, setSpeed] = useState<ReplaySpeed>(2);
  const latest = useRef(state);
  useEffect(() => {
    latest.current = state;
  });
  const walk = useCallback(
    async (direction: 1 | -1): Promise<void> => {
      const from = latest.current;
      if (from.phase !== 'at') return;
      const openTimeMs = await barBeside(
        from.place,
        { candles: createChartSource(instrumentId, interval).candles, interval },
        direction,
      );
      setState((now) => {
        // Whoever went elsewhere meanwhile stays there.
        if (now.phase !== 'at' || now.place !== from.place) return now;
        if (openTimeMs !== undefined) return { ...now, place: placeAfter(openTimeMs, interval), isAtEnd: false };
        return direction === 1 ? { ...now, isPlaying: false, isAtEnd: true } : now;
      });
    },
    [instrumentId, interval],
  );
  const isPlaying = state.phase === 'at' && state.isPlaying;
  useEffect(() => {
    if (!isPlaying) return undefined;
    let timer = 0;
    let isOver = false;
    const next = (): void => {
      timer = window.setTimeout(() => void walk(1).then(() => isOver || next()), 1000 / speed);
    };
    next();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [isPlaying, speed, walk]);
  const beginAt = (openTimeMs: number): void =>
    setState({ phase: 'at', place: placeAfter(openTimeMs, interval), isPlaying: false, isAtEnd: false });
  const step = (direction: 1 | -1): void => {
    setState((now) => (now.phase === 'at' ? { ...now, isPlaying: false } : now));
    void walk(direction);
  };
  const togglePlay = (): void =>
    setState((now) => (now.phase === 'at' ? { ...now, isPlaying: !now.isPlaying && !now.isAtEnd } : now));
  return {
    ...{ state, speed, setSpeed, beginAt, step, togglePlay },
    choose: () => setState({ phase: 'choosing' }),
    leave: () => setState(OFF),
  };
}

/** Asked for from the palette: begins to choose, or leaves. */
export function useAskedReplay({ state, choose, leave }: Replay, isMeant: boolean): void {
  const asked = useReplayAsked(({ count }) => count);
  const seen = useRef(asked);
  useEffect(() => {
    if (seen.current === asked) return;
    seen.current = asked;
    if (!isMeant) return;
    if (state.phase === 'off') choose();
    else leave();
  });
}
