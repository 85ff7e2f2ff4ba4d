import { app, dialog } from 'electron';
import { startDesktop } from './composition/desktop.ts';

const BAD_START = 2;

// Door 1: the desktop app. Everything that must happen before Electron is ready happens in there, before its first await.
startDesktop(app).then(
  (outcome) => {
    if (!outcome.ok) leave(`${outcome.error.message} (${outcome.error.code})`, BAD_START);
    else if (outcome.value === 'secondInstance') app.exit(0);
  },
  (error: unknown) => leave(error instanceof Error ? (error.stack ?? error.message) : String(error), 1),
);

function leave(reason: string, exitCode: number): void {
  console.error(`Bellwether could not start: ${reason}`);
  // Who started it by its icon sees no terminal.
  if (app.isPackaged) dialog.showErrorBox('Bellwether could not start', reason);
  app.exit(exitCode);
}
