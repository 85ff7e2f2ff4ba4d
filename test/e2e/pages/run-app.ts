import { spawn } from 'node:child_process';
import { projectRoot } from '../../../scripts/runtime/project.mjs';
import { electronSwitches } from '../../../scripts/runtime/sandbox.mjs';

export type AppRun = { readonly code: number | null; readonly signal: NodeJS.Signals | null; readonly printed: string };

export type RunOptions = {
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly appFolder?: string;
  readonly limitMs?: number;
};

/** Runs the built app without Playwright, as a person's shell does, until it ends by itself. */
export function runApp(options: RunOptions): Promise<AppRun> {
  const executable = process.env.BELLWETHER_ELECTRON;
  if (!executable) throw new Error('BELLWETHER_ELECTRON is not set: run e2e tests through vitest --project e2e');
  const args = [...electronSwitches(), options.appFolder ?? projectRoot, ...options.args];
  const child = spawn(executable, args, { env: { ...process.env, ...options.env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const parts: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => parts.push(chunk.toString()));
  return new Promise((resolve, reject) => {
    const limit = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`the app did not end by itself; it printed:\n${parts.join('')}`));
    }, options.limitMs ?? 20_000);
    child.once('close', (code, signal) => {
      clearTimeout(limit);
      resolve({ code, signal, printed: parts.join('') });
    });
  });
}
