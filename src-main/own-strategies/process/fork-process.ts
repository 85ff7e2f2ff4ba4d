import { fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { APP_FOLDER } from '../shipped-files.ts';
import type { FromProcess } from './messages.ts';
import type { ProcessLimits } from './process-limits.ts';
import { PROCESS_LIMITS } from './process-limits.ts';
import type { OpenProcess } from './strategy-process.ts';

/** For the watching thread, and so that the inner one comes to its own limit first. */
const OWN_MEGABYTES = 256;

/**
 * Starts a process of Node's with nothing of ours: no environment, no streams, and where this Node can refuse it, no file
 * but the app's own to read, none to write and no further process.
 */
export function forkProcess(workerPath: string, limits: ProcessLimits = PROCESS_LIMITS): OpenProcess {
  return () => {
    const child = fork(workerPath, [JSON.stringify(limits)], {
      env: {},
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      serialization: 'advanced',
      execArgv: [...processFlags(limits)],
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

/** Flags of Node's: what the process may take, and what it may not do at all. */
export function processFlags({ heapMegabytes }: ProcessLimits): readonly string[] {
  return [`--max-old-space-size=${heapMegabytes + OWN_MEGABYTES}`, '--disable-proto=throw', ...permissionFlags()];
}

function permissionFlags(): readonly string[] {
  if (!process.allowedNodeEnvironmentFlags.has('--permission')) return [];
  const ours = fileURLToPath(APP_FOLDER);
  const packages = dirname(dirname(dirname(createRequire(import.meta.url).resolve('typescript-api'))));
  return ['--permission', '--allow-worker', `--allow-fs-read=${ours}*`, `--allow-fs-read=${join(packages, '*')}`];
}
