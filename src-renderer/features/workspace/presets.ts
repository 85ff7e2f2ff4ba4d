import type { Direction, DockviewApi } from 'dockview-react';
import type { WorkspacePreset } from '../../../src-preload/contract/workspace-views.ts';
import { titleOf } from './panel-names.ts';
import { newParams, type PanelKind } from './panel-params.ts';

/** One panel of a preset: where it stands to one that was placed before it. Pixels at a window 1280 wide. */
type Placed = {
  readonly id: string;
  readonly kind: PanelKind;
  /** Left out: a tab in the group of `beside`. */
  readonly direction?: Direction;
  readonly beside?: string;
  readonly width?: number;
  readonly height?: number;
};

/** What a workspace shows before a person moved anything: one line a panel, in the order they are placed. */
const PRESETS: { readonly [Preset in WorkspacePreset]: readonly Placed[] } = {
  trading: [
    { id: 'chart', kind: 'chart' },
    { id: 'bots', kind: 'bots', direction: 'below', beside: 'chart', height: 220 },
    { id: 'positions', kind: 'positions', beside: 'bots' },
    { id: 'orders', kind: 'orders', beside: 'bots' },
    { id: 'activity', kind: 'activity', beside: 'bots' },
    { id: 'watchlist', kind: 'watchlist', direction: 'left', beside: 'chart', width: 256 },
    { id: 'ladder', kind: 'ladder', direction: 'right', beside: 'chart', width: 260 },
    { id: 'tape', kind: 'tape', beside: 'ladder' },
  ],
  bots: [
    { id: 'bots', kind: 'bots' },
    { id: 'equity', kind: 'equity', direction: 'below', beside: 'bots', height: 260 },
    { id: 'activity', kind: 'activity', direction: 'right', beside: 'equity' },
    { id: 'positions', kind: 'positions', direction: 'right', beside: 'bots', width: 420 },
    { id: 'drawdown', kind: 'drawdown', direction: 'below', beside: 'positions', height: 240 },
    { id: 'killSwitch', kind: 'killSwitch', beside: 'drawdown' },
  ],
  research: [
    { id: 'chart', kind: 'chart' },
    { id: 'chart-2', kind: 'chart', direction: 'right', beside: 'chart' },
    { id: 'report', kind: 'report', direction: 'below', beside: 'chart', height: 360 },
    { id: 'chart-3', kind: 'chart', direction: 'below', beside: 'chart-2', height: 360 },
  ],
  empty: [],
};

/** The chart each further one of a preset begins with: longer and longer bars of the same symbol. */
const LONGER_INTERVALS: Readonly<Record<string, '5m' | '1h'>> = { 'chart-2': '5m', 'chart-3': '1h' };

/** Lays the preset out in place of whatever is there. */
export function applyPreset(api: DockviewApi, preset: WorkspacePreset): void {
  api.clear();
  for (const { id, kind, direction, beside, width, height } of PRESETS[preset]) {
    const interval = LONGER_INTERVALS[id];
    api.addPanel({
      id,
      component: 'panel',
      title: titleOf(id, kind, null),
      params: { ...newParams(kind), ...(interval === undefined ? {} : { setup: { interval } }) },
      // Tabs behind the first of a group stay behind it.
      inactive: beside !== undefined && direction === undefined,
      ...(beside === undefined
        ? {}
        : { position: direction === undefined ? { referencePanel: beside } : { referencePanel: beside, direction } }),
      ...(width === undefined ? {} : { initialWidth: width }),
      ...(height === undefined ? {} : { initialHeight: height }),
    });
  }
}
