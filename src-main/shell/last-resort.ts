import type { ShellLog } from './shell-log.ts';

/**
 * What nobody caught is a bug somewhere, and the state it left is in doubt: it is written down whole and handed to
 * `onBug`, which stops trading and keeps everything else, the window above all, alive for the person to look.
 */
export function catchWhatNobodyCaught(log: ShellLog, onBug: (reason: string) => void): void {
  const report = (what: string, thrown: unknown): void => {
    const text = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
    log.error(what, { error: text });
    onBug(thrown instanceof Error ? thrown.message : String(thrown));
  };
  process.on('uncaughtException', (error) => report('an exception nobody caught', error));
  process.on('unhandledRejection', (reason) => report('a rejection nobody handled', reason));
}
