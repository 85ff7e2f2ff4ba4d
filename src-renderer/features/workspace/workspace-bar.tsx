import { Button, Group, Menu, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import { MOST_WORKSPACES } from '../../../src-preload/contract/workspace-limits.ts';
import type { WorkspaceView } from '../../../src-preload/contract/workspace-views.ts';
import { call } from '../../bridge/index.ts';
import { wording } from '../../language/index.ts';
import { ownWorkspaceId } from '../../ui/index.ts';
import { addPanel, useDockApi } from './dock-api.ts';
import { PanelKinds } from './panel-kinds.tsx';
import { applyPreset } from './presets.ts';
import classes from './workspace.module.css';
import { nameOf } from './workspace-name.ts';
import { addWorkspace, removeWorkspace, saveWorkspace, showWorkspace, useWorkspaces } from './workspace-store.ts';

const texts = wording.workspace;

type OfWorkspace = { readonly workspace: WorkspaceView };

/** Above the panels: which workspace, another panel, and what can be done with the workspace. */
export function WorkspaceBar({ workspace }: OfWorkspace) {
  return (
    <div className={classes.bar}>
      {ownWorkspaceId === null ? <Choice shown={workspace} /> : <strong>{nameOf(workspace)}</strong>}
      <div className={classes.barRight}>
        <AddPanel />
        <WorkspaceMenu workspace={workspace} />
      </div>
    </div>
  );
}

function Choice({ shown }: { readonly shown: WorkspaceView }) {
  const list = useWorkspaces((workspaces) => workspaces.list ?? []);
  return (
    <nav className={classes.choice} aria-label={texts.workspaces}>
      {list.map((workspace) => (
        <button
          key={workspace.id}
          type="button"
          className={classes.workspace}
          aria-current={workspace.id === shown.id ? 'true' : undefined}
          onClick={() => showWorkspace(workspace.id)}
        >
          {nameOf(workspace)}
        </button>
      ))}
    </nav>
  );
}

function AddPanel() {
  return (
    <Menu position="bottom-end" returnFocus>
      <Menu.Target>
        <Button size="compact-xs" variant="default">
          {texts.addPanel}
        </Button>
      </Menu.Target>
      <PanelKinds onPick={(kind) => addPanel(kind)} />
    </Menu>
  );
}

type Asked = { readonly title: string; readonly name: string; readonly done: (name: string) => void };

function WorkspaceMenu({ workspace }: OfWorkspace) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const count = useWorkspaces(({ list }) => list?.length ?? 0);
  const { api } = useDockApi();
  const isFull = count >= MOST_WORKSPACES;
  const { id, ...content } = workspace;
  const askFor = (title: string, name: string, done: (name: string) => void) => () => setAsked({ title, name, done });
  return (
    <>
      <Menu position="bottom-end" returnFocus>
        <Menu.Target>
          <Button size="compact-xs" variant="default">
            {texts.menu}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            disabled={isFull}
            onClick={askFor(texts.newTitle, '', (name) => void addWorkspace({ name, preset: 'empty', layout: null }))}
          >
            {texts.add}
          </Menu.Item>
          <Menu.Item
            disabled={isFull}
            onClick={askFor(texts.copyTitle, '', (name) => void addWorkspace({ ...content, name }))}
          >
            {texts.copy}
          </Menu.Item>
          <Menu.Item
            onClick={askFor(texts.renameTitle, nameOf(workspace), (name) => void saveWorkspace({ ...workspace, name }))}
          >
            {texts.rename}
          </Menu.Item>
          <Menu.Item onClick={() => void call('workspaces.openWindow', { workspaceId: id })}>
            {texts.openWindow}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item onClick={() => api !== null && applyPreset(api, workspace.preset)}>{texts.reset}</Menu.Item>
          <Menu.Item disabled={count < 2} onClick={() => void removeWorkspace(id)}>
            {texts.remove(nameOf(workspace))}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {asked !== null && <NameQuestion {...asked} onClose={() => setAsked(null)} />}
    </>
  );
}

function NameQuestion({ title, name, done, onClose }: Asked & { readonly onClose: () => void }) {
  const [typed, setTyped] = useState(name);
  const isGood = typed.trim() !== '' && typed.trim().length <= 40;
  return (
    <Modal opened onClose={onClose} title={title} size="sm">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!isGood) return;
          done(typed.trim());
          onClose();
        }}
      >
        <TextInput
          data-autofocus
          label={texts.nameLabel}
          value={typed}
          maxLength={40}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={onClose}>
            {texts.cancel}
          </Button>
          <Button type="submit" disabled={!isGood}>
            {texts.save}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
