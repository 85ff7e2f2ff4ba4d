import type { ChildProcess } from 'node:child_process';
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect } from 'vitest';
import { createSeededRandom } from '../../../../src-main/engine/random/seeded-random.ts';

type Account = {
  readonly fills: number;
  readonly cash: string;
  readonly positions: readonly (readonly [
    id: string,
    state: string,
    quantity: string,
    cost: string,
    realised: string,
  ])[];
};

const CHILD = join(import.meta.dirname, 'paper-session-child.ts');
const ENDLESS = 1_000_000;

/** Runs a session until it has printed `lines` accounts, then ends it the hard way; gives the last account printed. */
function killAfter(dataDir: string, lines: number): Promise<Account> {
  const child: ChildProcess = spawn(process.execPath, [CHILD, dataDir, String(ENDLESS)], {
    stdio: ['ignore', 'pipe', 2],
  });
  return new Promise((resolve, reject) => {
    let last: Account | undefined;
    let seen = 0;
    if (child.stdout === null) throw new Error('the session has no output');
    createInterface(child.stdout).on('line', (line) => {
      last = JSON.parse(line) as Account;
      if (++seen === lines) child.kill('SIGKILL');
    });
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (signal === 'SIGKILL' && last !== undefined) resolve(last);
      else reject(new Error(`the session ended by itself with ${code ?? signal}`));
    });
  });
}

function restarted(dataDir: string): Account & { readonly before: Account } {
  return JSON.parse(execFileSync(process.execPath, [CHILD, dataDir, '0'], { encoding: 'utf8' }));
}

const held = ({ positions }: Account) =>
  positions.map(([id, , quantity, cost, realised]) => [id, quantity, cost, realised]);

/** Kills one session after another in the same data folder; each restart must find what the killed one had. */
export async function expectSameAccountAfterKills(seed: string, kills: number): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'bellwether-crash-'));
  const random = createSeededRandom(seed);
  try {
    for (let kill = 0; kill < kills; kill++) {
      const last = await killAfter(dataDir, 3 + Math.floor(random.next() * 25));
      expectSameAccount(restarted(dataDir), last);
    }
    expect(restarted(dataDir)).toEqual(restarted(dataDir));
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

function expectSameAccount(found: Account & { readonly before: Account }, last: Account): void {
  // A fill is on disk before its line is printed: the kill may have come between the two, never the other way.
  const sameMoment = found.fills === last.fills ? found : found.before;
  expect(sameMoment.fills).toBe(last.fills);
  expect(sameMoment.cash).toBe(last.cash);
  expect(held(sameMoment)).toEqual(held(last));
  expect(found.positions.map(([, state]) => state)).toEqual(['interrupted', 'interrupted', 'interrupted']);
}
