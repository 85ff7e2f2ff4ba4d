import type { Language } from '../base/locales.ts';

/** What the shell says outside the page: in the menus, at the tray, and where the page cannot be asked. */
export type NativeTexts = {
  readonly keepRunning: string;
  readonly quit: string;
  readonly stopAndQuit: string;
  readonly cancel: string;
  readonly show: string;
  readonly trading: string;
  readonly stopEverything: string;
  readonly edit: string;
  readonly undo: string;
  readonly redo: string;
  readonly cut: string;
  readonly copy: string;
  readonly paste: string;
  readonly selectAll: string;
  readonly view: string;
  readonly actualSize: string;
  readonly zoomIn: string;
  readonly zoomOut: string;
  readonly fullScreen: string;
  readonly running: (bots: number) => string;
};

const ENGLISH: NativeTexts = {
  keepRunning: 'Keep running in the background',
  quit: 'Quit',
  stopAndQuit: 'Stop the bots and quit',
  cancel: 'Cancel',
  show: 'Show Bellwether',
  trading: 'Trading',
  stopEverything: 'Stop everything',
  edit: 'Edit',
  undo: 'Undo',
  redo: 'Redo',
  cut: 'Cut',
  copy: 'Copy',
  paste: 'Paste',
  selectAll: 'Select all',
  view: 'View',
  actualSize: 'Actual size',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  fullScreen: 'Full screen',
  running: (bots) => (bots === 1 ? '1 bot is running.' : `${bots} bots are running.`),
};

const GERMAN: NativeTexts = {
  keepRunning: 'Im Hintergrund weiterlaufen',
  quit: 'Beenden',
  stopAndQuit: 'Bots stoppen und beenden',
  cancel: 'Abbrechen',
  show: 'Bellwether zeigen',
  trading: 'Handel',
  stopEverything: 'Alles stoppen',
  edit: 'Bearbeiten',
  undo: 'Rückgängig',
  redo: 'Wiederholen',
  cut: 'Ausschneiden',
  copy: 'Kopieren',
  paste: 'Einfügen',
  selectAll: 'Alles auswählen',
  view: 'Ansicht',
  actualSize: 'Originalgröße',
  zoomIn: 'Vergrößern',
  zoomOut: 'Verkleinern',
  fullScreen: 'Vollbild',
  running: (bots) => (bots === 1 ? '1 Bot läuft.' : `${bots} Bots laufen.`),
};

const TEXTS: Readonly<Record<Language, NativeTexts>> = { en: ENGLISH, de: GERMAN };

export const nativeTexts = (language: Language): NativeTexts => TEXTS[language];
