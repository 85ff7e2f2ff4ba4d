import type { Command, FeatureCommands } from '../../commands/index.ts';
import { wording } from '../../language/index.ts';
import { openPage, useNavigation } from '../../ui/navigation.ts';
import { addPanel, focusNeighbour, useDockApi } from './dock-api.ts';
import { titleOfKind } from './panel-names.ts';
import { PANEL_KINDS } from './panel-params.ts';
import { nameOf } from './workspace-name.ts';
import { showWorkspace, useWorkspaces } from './workspace-store.ts';

const texts = wording.workspace;

const isInSight = (): boolean => useNavigation.getState().page === 'workspace' && useDockApi.getState().api !== null;

/** Each workspace by name, and each kind of panel for the one in sight. */
export const workspaceCommands: FeatureCommands = {
  commands: [
    {
      id: 'workspace.nextPanel',
      group: 'window',
      text: texts.nextPanel,
      shortcut: 'F6',
      isAvailable: isInSight,
      run: () => focusNeighbour(1),
    },
    {
      id: 'workspace.previousPanel',
      group: 'window',
      text: texts.previousPanel,
      shortcut: 'Shift+F6',
      isAvailable: isInSight,
      run: () => focusNeighbour(-1),
    },
    ...PANEL_KINDS.map(
      (kind): Command => ({
        id: `workspace.add.${kind}`,
        group: 'window',
        text: texts.addPanelOf(titleOfKind(kind)),
        isAvailable: isInSight,
        run: () => addPanel(kind),
      }),
    ),
  ],
  sources: [
    () =>
      (useWorkspaces.getState().list ?? []).map(
        (workspace): Command => ({
          id: `workspace.show.${workspace.id}`,
          group: 'pages',
          text: texts.showWorkspace(nameOf(workspace)),
          run: () => {
            showWorkspace(workspace.id);
            openPage('workspace');
          },
        }),
      ),
  ],
};
