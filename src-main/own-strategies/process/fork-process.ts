import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { FromProcess } from './messages.ts';
import type { OpenProcess } from './strategy-process.ts';

/** Of everything a strategy's process makes. What it is for needs a tenth; the rest is candles. */
const HEAP_MEGABYTES = 1024;

/**
 * Starts a process of Node's with nothing of ours: no environment, no streams, and where this Node can refuse it, no file
 * but the app's own to read, none to write and no further process.
 */
export function forkProcess(workerPath: string): OpenProcess {
  return () => {
    const child = fork(workerPath, [], {
      env: {},
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      serialization: 'advanced',
      execArgv: [`--max-old-space-size=${HEAP_MEGABYTES}`, '--disable-proto=throw', ...permissionFlags()],
    });
    return {
      post: (message) => void child.send(message),
      onMessage: (listener) => void child.on('message', (message) => listener(message as FromProcess)),
      onExit: (listener) => {
        child.on('exit', (code, signal) => listener(signal === null ? `exit code ${code}` : `signal ${signal}`));
        child.on('error', (error) => listener(error.message));
      },
      kill: () => void child.kill('SIGKILL'),
    };
  };
}

function permissionFlags(): readonly string[] {
  if (!process.allowedNodeEnvironmentFlags.has('--permission')) return [];
  return ['--permission', '--allow-worker', `--allow-fs-read=${fileURLToPath(new URL('../../../', import.meta.url))}*`];
}
