import { ActionIcon, Menu } from '@mantine/core';
import type { IDockviewHeaderActionsProps, IDockviewPanel } from 'dockview-react';
import { useEffect, useReducer } from 'react';
import { wording } from '../../language/index.ts';
import { addPanel } from './dock-api.ts';
import { LinkMark } from './link-mark.tsx';
import { PanelKinds } from './panel-kinds.tsx';
import { newPanelId, titleOf } from './panel-names.ts';
import { LINKS, type Link, readParams, showsInstrument } from './panel-params.ts';
import classes from './workspace.module.css';

const texts = wording.workspace;

/** At the right end of a group's tabs: another panel here, and what can be done with the one in front. */
export function GroupActions({ containerApi, api, activePanel }: IDockviewHeaderActionsProps) {
  return (
    <div className={classes.groupActions}>
      <Menu position="bottom-end" withinPortal returnFocus>
        <Menu.Target>
          <ActionIcon size={24} variant="subtle" color="gray" aria-label={texts.addHere}>
            <Plus />
          </ActionIcon>
        </Menu.Target>
        <PanelKinds onPick={(kind) => addPanel(kind, activePanel?.id)} />
      </Menu>
      {activePanel !== undefined && (
        <>
          <PanelMenu {...{ activePanel, containerApi, api }} />
          <ActionIcon
            size={24}
            variant="subtle"
            color="gray"
            aria-label={texts.dock.closeTab(activePanel.title ?? '')}
            onClick={() => activePanel.api.close()}
          >
            <Cross />
          </ActionIcon>
        </>
      )}
    </div>
  );
}

/** Into the group that is there, else into a new one at that side of its own. */
const MOVES = [
  { direction: 'left', position: 'left' },
  { direction: 'right', position: 'right' },
  { direction: 'up', position: 'top' },
  { direction: 'down', position: 'bottom' },
] as const;

type PanelMenuProps = Pick<IDockviewHeaderActionsProps, 'containerApi' | 'api'> & {
  readonly activePanel: IDockviewPanel;
};

function PanelMenu({ activePanel, containerApi, api }: PanelMenuProps) {
  const params = useParams(activePanel);
  const change = (link: Link | null): void => {
    if (params !== null) activePanel.api.updateParameters({ ...params, link });
  };
  const split = (direction: 'right' | 'below'): void => {
    if (params === null) return;
    const { kind } = params;
    const id = newPanelId(kind, containerApi);
    const position = { referencePanel: activePanel.id, direction };
    containerApi.addPanel({ id, component: 'panel', title: titleOf(id, kind, null), params, position });
  };
  return (
    <Menu position="bottom-end" withinPortal returnFocus>
      <Menu.Target>
        <ActionIcon size={24} variant="subtle" color="gray" aria-label={texts.panelMenu(activePanel.title ?? '')}>
          <Dots />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {params !== null && showsInstrument(params.kind) && <LinkEntries shown={params.link} change={change} />}
        <Menu.Item onClick={() => split('right')}>{texts.splitRight}</Menu.Item>
        <Menu.Item onClick={() => split('below')}>{texts.splitBelow}</Menu.Item>
        <Menu.Item onClick={() => (api.isMaximized() ? api.exitMaximized() : api.maximize())}>
          {api.isMaximized() ? texts.restore : texts.maximise}
        </Menu.Item>
        <Menu.Item onClick={() => containerApi.addFloatingGroup(activePanel)}>{texts.float}</Menu.Item>
        <Menu.Divider />
        <MoveEntries {...{ activePanel, containerApi }} />
      </Menu.Dropdown>
    </Menu>
  );
}

type LinkEntriesProps = { readonly shown: Link | null; readonly change: (link: Link | null) => void };

function LinkEntries({ shown, change }: LinkEntriesProps) {
  return (
    <>
      <Menu.Label>{texts.linkTitle}</Menu.Label>
      {[...LINKS, null].map((link) => (
        <Menu.Item
          key={link}
          onClick={() => change(link)}
          leftSection={<LinkMark link={link} />}
          rightSection={shown === link ? '✓' : undefined}
        >
          {link === null ? texts.unlinked : texts.linkTo(link)}
        </Menu.Item>
      ))}
      <Menu.Divider />
    </>
  );
}

function MoveEntries({ activePanel, containerApi }: Pick<PanelMenuProps, 'activePanel' | 'containerApi'>) {
  return MOVES.map(({ direction, position }) => {
    const move = (): void => {
      const beside = containerApi.adjacentGroupInDirection(activePanel.group, direction);
      const target = containerApi.groups.find(({ id }) => id === beside?.id);
      activePanel.api.moveTo(target === undefined ? { position } : { group: target, position: 'center' });
    };
    return (
      <Menu.Item key={direction} onClick={move}>
        {texts.moves[position]}
      </Menu.Item>
    );
  });
}

function useParams(panel: IDockviewPanel) {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    const listening = panel.api.onDidParametersChange(() => redraw());
    return () => listening.dispose();
  }, [panel]);
  return readParams(panel.params);
}

function Plus() {
  return (
    <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden>
      <path d="M6 1v10M1 6h10" stroke="currentColor" strokeWidth="1.5" />
    </svg>
  );
}

function Dots() {
  return (
    <svg width="12" height="12" viewBox="0 0 12 12" fill="currentColor" aria-hidden>
      <circle cx="6" cy="2" r="1.2" />
      <circle cx="6" cy="6" r="1.2" />
      <circle cx="6" cy="10" r="1.2" />
    </svg>
  );
}

function Cross() {
  return (
    <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden>
      <path d="M2 2l8 8M10 2l-8 8" stroke="currentColor" strokeWidth="1.5" />
    </svg>
  );
}
