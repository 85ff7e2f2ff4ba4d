import type { DockviewApi } from 'dockview-react';
import { symbolText } from '../../format/index.ts';
import { wording } from '../../language/index.ts';
import type { PanelKind } from './panel-params.ts';

export const titleOfKind = (kind: PanelKind): string => wording.workspace.panels[kind];

/** What the tab says: the kind, a number where there are several of it, and what it shows: `Chart 2 BTC-USDT`. */
export function titleOf(panelId: string, kind: PanelKind, instrumentId: string | null): string {
  const number = /-(\d+)$/.exec(panelId)?.[1];
  const symbol = instrumentId === null || kind === 'watchlist' ? undefined : symbolText(instrumentId);
  return [titleOfKind(kind), number, symbol].filter((part) => part !== undefined).join(' ');
}

/** An id that no panel of the layout has: `chart` for the first, then `chart-2`. */
export function newPanelId(kind: PanelKind, api: DockviewApi): string {
  if (api.getPanel(kind) === undefined) return kind;
  let number = 2;
  while (api.getPanel(`${kind}-${number}`) !== undefined) number++;
  return `${kind}-${number}`;
}
