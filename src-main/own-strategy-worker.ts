import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import type { FromProcess, ToProcess } from './own-strategies/process/messages.ts';
import { readProcessLimits } from './own-strategies/process/process-limits.ts';
import type { StrategyThreadData } from './own-strategies/process/strategy-thread.ts';
import type { ParentPort } from './own-strategies/process/supervise.ts';
import { supervise } from './own-strategies/process/supervise.ts';

/**
 * Door of a process for one strategy of the person's own: a trap for endless loops and memory that takes nothing else
 * with it. Its outer thread watches, the inner one runs; both begin here.
 */

/** The desktop's processes have a port of their own, those that Node forks have a channel. */
type DesktopPort = {
  on(event: 'message', listener: (event: { readonly data: ToProcess }) => void): void;
  postMessage(message: FromProcess): void;
};

function parentOf(host: typeof process & { readonly parentPort?: DesktopPort }): ParentPort {
  const { parentPort: desktop } = host;
  if (desktop !== undefined) {
    return {
      post: (message) => desktop.postMessage(message),
      onMessage: (listener) => desktop.on('message', ({ data }) => listener(data)),
      exit: () => host.exit(0),
    };
  }
  host.on('disconnect', () => host.exit(0));
  return {
    post: (message) => void host.send?.(message),
    onMessage: (listener) => void host.on('message', (message) => listener(message as ToProcess)),
    exit: () => host.disconnect?.(),
  };
}

if (isMainThread) supervise(parentOf(process), new URL(import.meta.url), readProcessLimits(process.argv[2]));
else if (parentPort !== null) {
  // Before the first schema is made: later this thread makes no code from text, as schemas like to.
  z.config({ jitless: true });
  const { serveStrategyThread } = await import('./own-strategies/process/strategy-thread.ts');
  serveStrategyThread(parentPort, workerData as StrategyThreadData);
}
