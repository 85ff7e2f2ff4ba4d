import 'dockview-react/dist/styles/dockview.css';
import { type DockviewApi, DockviewReact, type DockviewReadyEvent, type SerializedDockview } from 'dockview-react';
import { useEffect, useState } from 'react';
import type { WorkspaceView } from '../../../src-preload/contract/workspace-views.ts';
import { wording } from '../../language/index.ts';
import { EmptyState, styleNonce } from '../../ui/index.ts';
import { useDockApi } from './dock-api.ts';
import { DockPanel } from './dock-panel.tsx';
import { DockTab } from './dock-tab.tsx';
import { GroupActions } from './group-actions.tsx';
import { applyPreset } from './presets.ts';
import { useLayoutKeeper } from './use-layout-keeper.ts';

const COMPONENTS = { panel: DockPanel };
const THEME = { name: 'bellwether', className: 'bellwether-dock', gap: 4 } as const;
const texts = wording.workspace;
const nonce = styleNonce();

/** The panels of one workspace, side by side and behind each other; every change is kept. */
export function Dock({ workspace }: { readonly workspace: WorkspaceView }) {
  const keeper = useLayoutKeeper(workspace.id);
  const [api, setApi] = useState<DockviewApi | null>(null);
  const ready = ({ api: made }: DockviewReadyEvent): void => {
    layOut(made, workspace);
    keeper.follow(made);
    setApi(made);
  };
  // A page that is hidden and shown again lays nothing out anew: its effects end and begin, its dock stays.
  useEffect(() => {
    useDockApi.setState({ api });
    return () => useDockApi.setState({ api: null });
  }, [api]);
  return (
    <DockviewReact
      components={COMPONENTS}
      defaultTabComponent={DockTab}
      rightHeaderActionsComponent={GroupActions}
      watermarkComponent={NoPanels}
      theme={THEME}
      messages={texts.dock}
      scrollbars="native"
      {...(nonce === undefined ? {} : { nonce })}
      onReady={ready}
    />
  );
}

/** The kept layout; the preset where there is none, or where it cannot be read any more. */
function layOut(api: DockviewApi, { layout, preset }: WorkspaceView): void {
  if (layout !== null) {
    try {
      api.fromJSON(JSON.parse(layout) as SerializedDockview);
      return;
    } catch (error) {
      console.warn('the kept layout could not be read; the preset is shown', error);
    }
  }
  applyPreset(api, preset);
}

function NoPanels() {
  return <EmptyState title={texts.empty} hint={texts.emptyHint} />;
}
