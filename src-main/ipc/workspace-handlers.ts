import type { WorkspaceView } from '../../src-preload/contract/workspace-views.ts';
import type { Outcome } from '../base/outcome.ts';
import { succeed } from '../base/outcome.ts';
import type { AreaHandlers } from './handlers.ts';

export type WorkspacesPort = {
  readonly list: () => readonly WorkspaceView[];
  readonly save: (workspace: WorkspaceView) => Outcome<void>;
  readonly remove: (workspaceId: string) => Outcome<void>;
  readonly openWindow: (workspaceId: string) => void;
  readonly closeWindow: (workspaceId: string) => void;
  /** Every window is told to ask for the list anew. */
  readonly tell: () => void;
};

/** The person's layouts of panels, and the windows they stand in. */
export function workspaceHandlers(workspaces: WorkspacesPort) {
  const told = (changed: Outcome<void>): Outcome<Record<string, never>> => {
    if (!changed.ok) return changed;
    workspaces.tell();
    return succeed({});
  };
  return {
    'workspaces.list': () => succeed({ workspaces: workspaces.list() }),
    'workspaces.save': (workspace) => told(workspaces.save(workspace)),
    'workspaces.remove': ({ workspaceId }) => {
      const removed = told(workspaces.remove(workspaceId));
      if (removed.ok) workspaces.closeWindow(workspaceId);
      return removed;
    },
    'workspaces.openWindow': ({ workspaceId }) => {
      workspaces.openWindow(workspaceId);
      return succeed({});
    },
  } satisfies AreaHandlers<'workspaces'>;
}
