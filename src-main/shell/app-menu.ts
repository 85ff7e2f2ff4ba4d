import type { MenuItemConstructorOptions } from 'electron';
import { Menu } from 'electron';
import type { NativeTexts } from './native-texts.ts';

export type MenuActions = {
  readonly stopEverything: () => void;
  readonly hideToTray: () => void;
  readonly quit: () => void;
};

export type MenuOptions = {
  readonly texts: NativeTexts;
  /** The shortcut of the red button, the same in the menu and in the page. */
  readonly stopAccelerator: string;
  /** Adds what belongs to building the product, not to using it. */
  readonly developer: boolean;
};

/** The application's menu. */
export function buildAppMenu(actions: MenuActions, options: MenuOptions): Menu {
  const { texts, stopAccelerator } = options;
  return Menu.buildFromTemplate([
    {
      label: 'Bellwether',
      submenu: [
        { label: texts.keepRunning, accelerator: 'CommandOrControl+H', click: () => actions.hideToTray() },
        { type: 'separator' },
        { label: texts.quit, accelerator: 'CommandOrControl+Q', click: () => actions.quit() },
      ],
    },
    { label: texts.edit, submenu: editMenu(texts) },
    {
      label: texts.trading,
      submenu: [{ label: texts.stopEverything, accelerator: stopAccelerator, click: () => actions.stopEverything() }],
    },
    { label: texts.view, submenu: viewMenu(options) },
  ]);
}

function editMenu(texts: NativeTexts): MenuItemConstructorOptions[] {
  return [
    { role: 'undo', label: texts.undo },
    { role: 'redo', label: texts.redo },
    { type: 'separator' },
    { role: 'cut', label: texts.cut },
    { role: 'copy', label: texts.copy },
    { role: 'paste', label: texts.paste },
    { role: 'selectAll', label: texts.selectAll },
  ];
}

function viewMenu({ texts, developer }: MenuOptions): MenuItemConstructorOptions[] {
  const zoom: MenuItemConstructorOptions[] = [
    { role: 'resetZoom', label: texts.actualSize },
    { role: 'zoomIn', label: texts.zoomIn },
    { role: 'zoomOut', label: texts.zoomOut },
    { type: 'separator' },
    { role: 'togglefullscreen', label: texts.fullScreen },
  ];
  if (!developer) return zoom;
  return [...zoom, { type: 'separator' }, { role: 'forceReload' }, { role: 'toggleDevTools' }];
}
