import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { projectRoot } from '../../../../scripts/runtime/project.mjs';
import type { ExchangeLine } from '../../../exchange/start-local-exchange.ts';

const children: ChildProcess[] = [];

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

/** The script as npm runs it; its first line on stdout. */
async function start(...args: string[]): Promise<{ child: ChildProcess; line: ExchangeLine; stdout: () => string }> {
  const script = join(projectRoot, 'scripts', 'exchange.mjs');
  const child = spawn(process.execPath, [script, ...args], { cwd: projectRoot, stdio: ['pipe', 'pipe', 'inherit'] });
  children.push(child);
  let stdout = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  while (!stdout.includes('\n')) await once(child.stdout ?? child, 'data');
  return { child, line: JSON.parse(stdout) as ExchangeLine, stdout: () => stdout };
}

const ended = async (child: ChildProcess): Promise<number> => (await once(child, 'exit'))[0] as number;

describe('npm run exchange', () => {
  it('prints one line, serves both exchanges there, and ends when it is told to', async () => {
    const { child, line, stdout } = await start('--port', '0', '--seed', '7');
    expect(Object.keys(line)).toEqual([
      'rest',
      'ws',
      'binanceKey',
      'binanceSecret',
      'coinbaseKeyName',
      'coinbasePrivateKeyPem',
    ]);
    expect(line.coinbasePrivateKeyPem).toContain('BEGIN EC PRIVATE KEY');
    for (const path of ['/api/v3/time', '/api/v3/brokerage/time', '/control/clock']) {
      expect((await fetch(`${line.rest}${path}`)).status).toBe(200);
    }
    expect((await fetch(`${line.rest}/nowhere`)).status).toBe(404);
    child.kill('SIGTERM');
    expect(await ended(child)).toBe(0);
    expect(stdout().trim().split('\n')).toHaveLength(1);
  });

  it('ends with its parent when asked to', async () => {
    const { child } = await start('--until-stdin-closes');
    child.stdin?.end();
    expect(await ended(child)).toBe(0);
  });

  it('refuses an option it cannot use, naming it', async () => {
    const script = join(projectRoot, 'scripts', 'exchange.mjs');
    const child = spawn(process.execPath, [script, '--port', '70000'], {
      cwd: projectRoot,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    children.push(child);
    let stderr = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    expect(await ended(child)).toBe(1);
    expect(stderr).toContain('--port 70000: expected a whole number from 0 to 65535');
  });

  it('tells trades at the pace it is asked for, without a hole', async () => {
    const { child, line } = await start('--symbols', '200', '--trades-per-second', '5000', '--until-stdin-closes');
    const names = Array.from({ length: 200 }, (_, index) => `sym${String(index + 1).padStart(4, '0')}usdt@trade`);
    const socket = new WebSocket(`${line.ws}/stream?streams=${names.join('/')}`, { perMessageDeflate: false });
    const latest = new Map<string, number>();
    let holes = 0;
    let count = 0;
    const startedMs = performance.now();
    await new Promise<void>((resolve) => {
      socket.on('message', (data) => {
        const { s, t } = (JSON.parse(data.toString()) as { data: { s: string; t: number } }).data;
        if (t !== (latest.get(s) ?? t - 1) + 1) holes += 1;
        latest.set(s, t);
        count += 1;
        if (count === 5_000) resolve();
      });
    });
    const seconds = (performance.now() - startedMs) / 1_000;
    expect([holes, latest.size]).toEqual([0, 200]);
    expect(seconds).toBeGreaterThan(0.5);
    socket.terminate();
    child.stdin?.end();
    await ended(child);
  });
});
