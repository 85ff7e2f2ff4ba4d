import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { projectRoot } from '../../scripts/runtime/project.mjs';
import type { Bench, BenchResult } from './bench.ts';

/** `from:count`, both whole; other seeds than the default's are as good. */
const SEEDS = process.env.BELLWETHER_FAULT_SEEDS ?? '1:200';
/** Sessions mostly wait for sockets: two at once use two cores. */
const PROCESSES = 2;

/** As `run-fault-seeds.ts` prints it; a session that threw has problems alone. */
type Verdict = {
  readonly name: string;
  readonly minutes?: number;
  readonly orders?: number;
  readonly fills?: number;
  readonly violations?: number;
  readonly struck?: Readonly<Record<string, number>>;
  readonly problems: readonly string[];
};

/** Half of the seeds go to each venue, half of those to its market, half to orders. */
function sessionsOf(text: string): readonly string[] {
  const [, from, count] = /^(\d+):(\d+)$/.exec(text) ?? [];
  if (from === undefined || count === undefined) {
    throw new Error(`BELLWETHER_FAULT_SEEDS is "${text}", expected from:count such as 1:200`);
  }
  return Array.from({ length: Number(count) }, (_, index) => {
    const seed = Number(from) + index;
    return `${seed % 4 < 2 ? 'market' : 'orders'}:${seed % 2 === 0 ? 'binance' : 'coinbase'}:${seed}`;
  });
}

/** Each session is told as it ends; one that a process dies in, and those it leaves undone, are wrong. */
async function runSessions(names: readonly string[]): Promise<readonly Verdict[]> {
  const script = join(projectRoot, 'test', 'faults', 'run-fault-seeds.ts');
  const child = spawn(process.execPath, [script, ...names], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const verdicts = new Map<string, Verdict>();
  for await (const line of createInterface({ input: child.stdout })) {
    const verdict = JSON.parse(line) as Verdict;
    verdicts.set(verdict.name, verdict);
    if (verdict.problems.length > 0) process.stderr.write(`${verdict.name}: ${verdict.problems.join('; ')}\n`);
  }
  await ended;
  return names.map((name) => verdicts.get(name) ?? { name, problems: ['it never ended'] });
}

export const bench: Bench = {
  name: 'exchange-faults',
  run: async () => {
    const names = sessionsOf(SEEDS);
    const shares = Array.from({ length: PROCESSES }, (_, share) =>
      names.filter((_name, index) => Math.floor(index / 4) % PROCESSES === share),
    );
    const verdicts = (await Promise.all(shares.map(runSessions))).flat();
    const sum = (count: (verdict: Verdict) => number): number =>
      verdicts.reduce((total, verdict) => total + count(verdict), 0);
    const struck = sum((verdict) => Object.values(verdict.struck ?? {}).reduce((total, times) => total + times, 0));
    return [
      row('sessions of faults', verdicts.length, 'sessions'),
      row(
        'sessions that went wrong',
        sum(({ problems }) => Math.sign(problems.length)),
        'sessions',
      ),
      row('times that something was made to fail', struck, 'faults'),
      row(
        'minutes held against the exchange’s own',
        sum(({ minutes }) => minutes ?? 0),
        'minutes',
      ),
      row(
        'orders held against the exchange’s own',
        sum(({ orders }) => orders ?? 0),
        'orders',
      ),
      row(
        'fills held against the exchange’s own',
        sum(({ fills }) => fills ?? 0),
        'fills',
      ),
      row(
        'requests before Retry-After was over',
        sum(({ violations }) => violations ?? 0),
        'requests',
      ),
    ];
  },
};

/** Counts have no reference: what should be 0 is 0, or is wrong. */
function row(name: string, value: number, unit: string): BenchResult {
  return { name, value, unit, reference: 0, ratio: value };
}
