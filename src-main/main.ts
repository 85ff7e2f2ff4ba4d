import { app } from 'electron';
import { startDesktop } from './composition/desktop.ts';

// Door 1: the desktop app. Everything that must happen before Electron is ready happens inside, before its first await.
startDesktop(app).catch((error: unknown) => {
  console.error(`Bellwether could not start: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  app.exit(1);
});
