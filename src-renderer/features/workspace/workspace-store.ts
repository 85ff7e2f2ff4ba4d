import { create } from 'zustand';
import type { Failure } from '../../../src-main/base/outcome.ts';
import type { WorkspaceView } from '../../../src-preload/contract/workspace-views.ts';
import { ask, call } from '../../bridge/index.ts';
import { ownWorkspaceId } from '../../ui/index.ts';

type Workspaces = {
  /** Undefined until the answer is there. */
  readonly list: readonly WorkspaceView[] | undefined;
  readonly failure: Failure | null;
  /** The one the page shows; a window of its own shows another. */
  readonly shownId: string;
};

export const useWorkspaces = create<Workspaces>(() => ({
  list: undefined,
  failure: null,
  shownId: ownWorkspaceId ?? 'trading',
}));

export async function loadWorkspaces(): Promise<void> {
  const answer = await ask('workspaces.list', {});
  if (!answer.ok) useWorkspaces.setState({ failure: answer.error });
  else useWorkspaces.setState({ list: answer.value.workspaces, failure: null });
}

/** The one that is shown; the first when that is gone. */
export function shownOf({ list, shownId }: Workspaces): WorkspaceView | undefined {
  return list?.find(({ id }) => id === shownId) ?? list?.[0];
}

export const showWorkspace = (shownId: string): void => useWorkspaces.setState({ shownId });

/** Kept at once in the list, and by the main process; a failure is shown and the list asked for anew. */
export async function saveWorkspace(workspace: WorkspaceView): Promise<void> {
  useWorkspaces.setState(({ list = [] }) => ({
    list: list.some(({ id }) => id === workspace.id)
      ? list.map((one) => (one.id === workspace.id ? workspace : one))
      : [...list, workspace],
  }));
  if ((await call('workspaces.save', workspace)) === undefined) await loadWorkspaces();
}

/** The layout of one that is still there: what was removed meanwhile stays removed. */
export async function saveLayout(workspaceId: string, layout: string): Promise<void> {
  const workspace = useWorkspaces.getState().list?.find(({ id }) => id === workspaceId);
  if (workspace !== undefined && workspace.layout !== layout) await saveWorkspace({ ...workspace, layout });
}

/** A new one with an id nobody has, brought to the front. */
export async function addWorkspace(workspace: Omit<WorkspaceView, 'id'>): Promise<void> {
  const id = `w-${crypto.randomUUID().slice(0, 8)}`;
  await saveWorkspace({ ...workspace, id });
  showWorkspace(id);
}

export async function removeWorkspace(workspaceId: string): Promise<void> {
  useWorkspaces.setState(({ list = [] }) => ({ list: list.filter(({ id }) => id !== workspaceId) }));
  await call('workspaces.remove', { workspaceId });
  await loadWorkspaces();
}
