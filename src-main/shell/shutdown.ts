import type { App } from 'electron';
import type { ShellLog } from './shell-log.ts';

export type ShutdownOptions = {
  readonly app: App;
  /** Stops bots, closes the journal, everything in reverse order of its start. */
  readonly stop: () => Promise<void>;
  readonly log: ShellLog;
};

export type Shutdown = {
  /** Begins the one clean stop; later calls change nothing but may raise the exit code. */
  readonly quit: (exitCode?: number) => void;
  readonly isStopping: () => boolean;
};

/** A stop that takes longer than this has failed; ending is then safer than hanging, since the journal is synced anyway. */
const STOP_LIMIT_MS = 15_000;
const STOP_FAILED_EXIT_CODE = 70;

/** One way out for every reason to leave: the menu, the last window, Ctrl-C, the system's own end, a screenshot taken. */
export function installShutdown(options: ShutdownOptions): Shutdown {
  const { app, log } = options;
  let wanted: number | undefined;
  const quit = (exitCode = 0): void => {
    if (wanted !== undefined) {
      wanted = Math.max(wanted, exitCode);
      return;
    }
    wanted = exitCode;
    log.info('stopping', { exitCode });
    stopWithin(options, STOP_LIMIT_MS).then(
      () => app.exit(wanted ?? 0),
      (error: unknown) => {
        log.error('the stop failed', {
          error: error instanceof Error ? (error.stack ?? error.message) : String(error),
        });
        app.exit(STOP_FAILED_EXIT_CODE);
      },
    );
  };
  app.on('before-quit', (event) => {
    event.preventDefault();
    quit();
  });
  app.on('window-all-closed', () => quit());
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => quit());
  return { quit, isStopping: () => wanted !== undefined };
}

async function stopWithin(options: ShutdownOptions, limitMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`stopping took longer than ${limitMs} ms`)), limitMs);
  });
  try {
    await Promise.race([options.stop(), limit]);
  } finally {
    clearTimeout(timer);
  }
}
