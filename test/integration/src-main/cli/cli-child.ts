import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from '../../../../scripts/runtime/project.mjs';

export type CliRun = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

/** Runs the command line from source, in `folder`, as a process of its own. */
export function runCli(args: readonly string[], folder: string = projectRoot): Promise<CliRun> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(projectRoot, 'src-main/cli.ts'), ...args], {
      cwd: folder,
      env: { ...process.env, NODE_NO_WARNINGS: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

/** Runs a command whose reader has had enough after the first piece: `cli … | head`. */
export function runCliForHead(
  args: readonly string[],
): Promise<{ readonly code: number | null; readonly stderr: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(projectRoot, 'src-main/cli.ts'), ...args], {
      env: { ...process.env, NODE_NO_WARNINGS: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.stdout.once('data', () => child.stdout.destroy());
    child.on('error', reject);
    child.on('exit', (code) => resolve({ code, stderr }));
  });
}
