import { useEffect } from 'react';
import { wording } from '../../language/index.ts';
import { useFact } from '../../replica/index.ts';
import { ErrorState, Loading } from '../../ui/index.ts';
import { BotDrawer } from '../bots/index.ts';
import { Dock } from './dock.tsx';
import classes from './workspace.module.css';
import { WorkspaceBar } from './workspace-bar.tsx';
import { loadWorkspaces, shownOf, useWorkspaces } from './workspace-store.ts';

/** Panels as the person laid them out: any number of each kind, linked by colour, kept as they are left. */
export function WorkspacePage() {
  const workspace = useWorkspaces(shownOf);
  const failure = useWorkspaces((workspaces) => workspaces.failure);
  useEffect(() => void loadWorkspaces(), []);
  useFact('workspaces', () => void loadWorkspaces());
  if (workspace === undefined) {
    return failure === null ? <Loading label={wording.workspace.loading} /> : <ErrorState failure={failure} />;
  }
  return (
    <div className={classes.page}>
      <WorkspaceBar workspace={workspace} />
      <div className={classes.dock}>
        <Dock key={workspace.id} workspace={workspace} />
      </div>
      <BotDrawer />
    </div>
  );
}
