import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { projectRoot } from '../../scripts/runtime/project.mjs';
import type { ExchangeLine } from '../exchange/start-local-exchange.ts';

export type ExchangeProcess = ExchangeLine & { readonly stop: () => Promise<void> };

/** The local exchange in a process of its own, as `npm run exchange` starts it; it ends with this one. */
export async function startExchangeProcess(...args: readonly string[]): Promise<ExchangeProcess> {
  const main = join(projectRoot, 'test', 'exchange', 'main.ts');
  const child = spawn(process.execPath, [main, '--port', '0', '--until-stdin-closes', ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve);
    child.once('exit', (code) => reject(new Error(`the local exchange ended with ${code} before it was ready`)));
  });
  return {
    ...(JSON.parse(line) as ExchangeLine),
    stop() {
      child.stdin.end();
      return ended;
    },
  };
}
