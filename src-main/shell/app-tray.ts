import { Menu, nativeImage, Tray } from 'electron';
import type { NativeTexts } from './native-texts.ts';
import type { ShellLog } from './shell-log.ts';

export type TrayActions = {
  readonly show: () => void;
  readonly stopEverything: () => void;
  readonly quit: () => void;
};

/** What Linux and Windows panels use; larger images are cut or blurred by some. */
const TRAY_SIZE = { width: 24, height: 24 } as const;

/**
 * The icon in the tray, without a menu yet. Some desktops have no tray and say nothing about it; the window is then brought
 * back by starting the app again, which the single-instance lock turns into `show`. Undefined when the platform refuses
 * outright.
 */
export function createTray(iconPath: string, show: () => void, log: ShellLog): Tray | undefined {
  try {
    const tray = new Tray(nativeImage.createFromPath(iconPath).resize(TRAY_SIZE));
    tray.setToolTip('Bellwether');
    tray.on('click', show);
    return tray;
  } catch (error) {
    log.warn('this desktop has no tray', { error: String(error) });
    return undefined;
  }
}

export function buildTrayMenu(actions: TrayActions, texts: NativeTexts): Menu {
  return Menu.buildFromTemplate([
    { label: texts.show, click: () => actions.show() },
    { label: texts.stopEverything, click: () => actions.stopEverything() },
    { type: 'separator' },
    { label: texts.quit, click: () => actions.quit() },
  ]);
}
