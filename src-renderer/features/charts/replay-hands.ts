import type { KeyboardEvent } from 'react';
import { nearestRow } from './candle-rows.ts';
import type { ChartScene } from './chart-option.ts';
import { timeOfX } from './chart-scene.ts';

/** What a hand on the chart does to its replay. */
export type ReplayHands = {
  readonly phase: 'off' | 'choosing' | 'at';
  readonly choose: () => void;
  /** Shows the bar of this open time as the newest. */
  readonly beginAt: (openTimeMs: number) => void;
  readonly step: (direction: 1 | -1) => void;
  readonly togglePlay: () => void;
  readonly leave: () => void;
};

/**
 * `R` chooses where to begin, and leaves; while one chooses, Enter takes the bar of the crosshair. In a replay the comma
 * steps back, the full stop forward, the space bar plays and pauses. True when the key was one of these.
 */
export function pressReplayKey(event: KeyboardEvent, hands: ReplayHands, crosshairMs: number | undefined): boolean {
  if (event.altKey || event.ctrlKey || event.metaKey) return false;
  const key = event.key.toLowerCase();
  if (key === 'r') (hands.phase === 'off' ? hands.choose : hands.leave)();
  else if (hands.phase === 'choosing' && key === 'enter' && crosshairMs !== undefined) hands.beginAt(crosshairMs);
  else if (hands.phase === 'at' && (key === '.' || key === ',')) hands.step(key === '.' ? 1 : -1);
  else if (hands.phase === 'at' && key === ' ') hands.togglePlay();
  else return false;
  return true;
}

/** Open time of the bar at a height of the chart's width; undefined where there is none. */
export function barAtX(scene: ChartScene | undefined, x: number): number | undefined {
  if (scene === undefined) return undefined;
  const row = nearestRow(scene.rows, timeOfX(scene.layout, scene.view, x));
  return row === undefined ? undefined : scene.rows.columns.openTimeMs[row];
}
