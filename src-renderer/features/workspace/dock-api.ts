import type { DockviewApi } from 'dockview-react';
import { create } from 'zustand';
import { newPanelId, titleOf } from './panel-names.ts';
import { newParams, type PanelKind } from './panel-params.ts';

/** The controls of the layout in sight; null while there is none. */
export const useDockApi = create<{ readonly api: DockviewApi | null }>(() => ({ api: null }));

/** One more panel: as a tab beside the one named, else at the right of everything. */
export function addPanel(kind: PanelKind, besideId?: string): void {
  const { api } = useDockApi.getState();
  if (api === null) return;
  const position = besideId === undefined ? ({ direction: 'right' } as const) : { referencePanel: besideId };
  const id = newPanelId(kind, api);
  api.addPanel({ id, component: 'panel', title: titleOf(id, kind, null), params: newParams(kind), position });
}

/** The focus goes to the panel after (or before) the one that has it, round all groups. */
export function focusNeighbour(step: 1 | -1): void {
  const { api } = useDockApi.getState();
  if (api === null || api.groups.length === 0) return;
  // What a person sees is the focus; which group the dock calls active may still lag behind a press of the mouse.
  const focused = api.groups.findIndex(({ element }) => element.contains(document.activeElement));
  const active = api.activeGroup === undefined ? -1 : api.groups.indexOf(api.activeGroup);
  const at = focused === -1 ? active : focused;
  const next = api.groups[(at + step + api.groups.length) % api.groups.length];
  next?.activePanel?.api.setActive();
  next?.element.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]')?.focus();
}
