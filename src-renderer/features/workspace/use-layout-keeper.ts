import type { DockviewApi } from 'dockview-react';
import { useLayoutEffect, useState } from 'react';
import { saveLayout } from './workspace-store.ts';

/** Dragging a border changes the layout with every pixel: kept when the hand rests. */
const QUIET_MS = 500;

/** Keeps every change of a workspace's layout from the moment it follows the dock until the dock goes out of sight. */
export function useLayoutKeeper(workspaceId: string): { readonly follow: (api: DockviewApi) => void } {
  const [keeper] = useState(() => createLayoutKeeper((layout) => void saveLayout(workspaceId, layout)));
  // A layout effect: what a dock tells while it is taken down, after this, is a layout without panels.
  useLayoutEffect(() => {
    keeper.begin();
    return () => keeper.end();
  }, [keeper]);
  return keeper;
}

function createLayoutKeeper(save: (layout: string) => void) {
  let isInSight = false;
  let waiting: string | undefined;
  let timer: number | undefined;
  const flush = (): void => {
    window.clearTimeout(timer);
    if (waiting !== undefined) save(waiting);
    waiting = undefined;
  };
  return {
    begin: (): void => {
      isInSight = true;
    },
    end: (): void => {
      isInSight = false;
      flush();
    },
    follow: (api: DockviewApi): void => {
      const changed = (): void => {
        if (!isInSight) return;
        waiting = JSON.stringify(api.toJSON());
        window.clearTimeout(timer);
        timer = window.setTimeout(flush, QUIET_MS);
      };
      api.onDidLayoutChange(changed);
      api.onDidAddPanel((panel) => panel.api.onDidParametersChange(changed));
      for (const panel of api.panels) panel.api.onDidParametersChange(changed);
    },
  };
}
