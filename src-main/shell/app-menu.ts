import type { MenuItemConstructorOptions } from 'electron';
import { Menu } from 'electron';

export type MenuActions = {
  readonly stopEverything: () => void;
  readonly hideToTray: () => void;
  readonly quit: () => void;
};

export type MenuOptions = {
  /** The shortcut of the red button, the same in the menu and in the page. */
  readonly stopAccelerator: string;
  /** Adds what belongs to building the product, not to using it. */
  readonly developer: boolean;
};

/** The application's menu. */
export function buildAppMenu(actions: MenuActions, { stopAccelerator, developer }: MenuOptions): Menu {
  return Menu.buildFromTemplate([
    {
      label: 'Bellwether',
      submenu: [
        {
          label: 'Keep running in the background',
          accelerator: 'CommandOrControl+H',
          click: () => actions.hideToTray(),
        },
        { type: 'separator' },
        { label: 'Quit', accelerator: 'CommandOrControl+Q', click: () => actions.quit() },
      ],
    },
    { role: 'editMenu' },
    {
      label: 'Trading',
      submenu: [
        {
          label: 'Stop everything',
          accelerator: stopAccelerator,
          click: () => actions.stopEverything(),
        },
      ],
    },
    { label: 'View', submenu: viewMenu(developer) },
  ]);
}

function viewMenu(developer: boolean): MenuItemConstructorOptions[] {
  const zoom: MenuItemConstructorOptions[] = [
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { type: 'separator' },
    { role: 'togglefullscreen' },
  ];
  if (!developer) return zoom;
  return [...zoom, { type: 'separator' }, { role: 'forceReload' }, { role: 'toggleDevTools' }];
}
