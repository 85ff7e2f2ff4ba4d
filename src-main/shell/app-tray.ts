import { Menu, nativeImage, Tray } from 'electron';
import type { ShellLog } from './shell-log.ts';

export type TrayActions = {
  readonly show: () => void;
  readonly stopEverything: () => void;
  readonly quit: () => void;
};

/** What Linux and Windows panels use; larger images are cut or blurred by some. */
const TRAY_SIZE = { width: 24, height: 24 } as const;

/**
 * The icon in the tray. Some desktops have no tray and say nothing about it; the window is then brought back by starting
 * the app again, which the single-instance lock turns into `show`. Undefined when the platform refuses outright.
 */
export function createTray(iconPath: string, actions: TrayActions, log: ShellLog): Tray | undefined {
  try {
    const tray = new Tray(nativeImage.createFromPath(iconPath).resize(TRAY_SIZE));
    tray.setToolTip('Bellwether');
    tray.setContextMenu(
      Menu.buildFromTemplate([
        { label: 'Show Bellwether', click: () => actions.show() },
        { label: 'Stop everything', click: () => actions.stopEverything() },
        { type: 'separator' },
        { label: 'Quit', click: () => actions.quit() },
      ]),
    );
    tray.on('click', () => actions.show());
    return tray;
  } catch (error) {
    log.warn('this desktop has no tray', { error: String(error) });
    return undefined;
  }
}
