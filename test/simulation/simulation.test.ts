import { describe, expect, it } from 'vitest';
import { LIMIT_NAMES } from '../../src-main/model/governor-limits.ts';
import { simulate } from './child.ts';
import type { Hunted } from './planted/hunt.ts';
import type { DrillsReport } from './run-drills.ts';
import type { SeedsReport } from './run-seeds.ts';

const WIDE_MS = 120_000;
/** Each step of it, before and after. */
const LIFE_OF_AN_ORDER = [
  'journal.intent.before',
  'journal.intent.torn',
  'journal.intent.after',
  'place.before',
  'place.after',
  'place.reply',
  'place.taken',
  'event.before',
  'event.after',
  'journal.fill.before',
  'journal.fill.torn',
  'journal.fill.after',
  'journal.state.before',
  'journal.state.torn',
  'journal.state.after',
  'cancel.before',
  'cancel.after',
  'cancel.reply',
  'find.before',
  'find.after',
];

async function report(from: number, seeds: number): Promise<SeedsReport> {
  const { stdout, stderr } = await simulate('--json', '--from', String(from), '--seeds', String(seeds));
  expect(stderr).toBe('');
  return JSON.parse(stdout) as SeedsReport;
}

describe('the simulation', () => {
  it(
    'violates no invariant in 2,000 seeds, each of them busy and ill',
    async () => {
      const [left, right] = await Promise.all([report(1, 1_000), report(1_001, 1_000)]);
      for (const { seeds, violations, perSeed, coverage } of [left, right]) {
        expect({ seeds, violations }).toEqual({ seeds: 1_000, violations: 0 });
        expect(perSeed.events).toBeGreaterThanOrEqual(200);
        expect(perSeed.orders).toBeGreaterThanOrEqual(20);
        expect(perSeed.faults).toBeGreaterThanOrEqual(5);
        expect(coverage.doubleCrashes).toBeGreaterThan(0);
      }
    },
    WIDE_MS,
  );

  it('tells one story a seed, in whatever process', async () => {
    const stories = await Promise.all([1, 2].map(() => simulate('--seed', '7', '--trace')));
    expect(stories[0]?.stdout).toBe(stories[1]?.stdout);
    expect(stories[0]?.stdout).toMatch(/hash [0-9a-f]{16}/);
    const other = await simulate('--seed', '8', '--trace');
    expect(other.stdout).not.toBe(stories[0]?.stdout);
  });

  it(
    'survives a crash at every moment there is, a second one in the recovery, and each write and sync failing',
    async () => {
      const { stdout } = await simulate('--drills', '--seed', '50', '--json');
      const { moments, violations, crashPoints } = JSON.parse(stdout) as DrillsReport;
      expect(violations).toEqual([]);
      expect(moments.crash).toBeGreaterThan(100);
      expect(Object.keys(crashPoints)).toEqual(expect.arrayContaining(LIFE_OF_AN_ORDER));
    },
    WIDE_MS,
  );

  it(
    'finds bugs that are planted into it',
    async () => {
      const names = [
        'intent-after-send',
        'resubmit-on-restart',
        'no-fill-dedupe',
        'stale-prices-traded',
        'cash-rounded',
        'exposure-without-open-orders',
        'accounts-apart',
      ];
      const { code, stdout } = await simulate('--planted', ...names, '--seeds', '100', '--json');
      const hunted = JSON.parse(stdout) as Hunted[];
      expect(hunted.filter(({ found }) => found === null)).toEqual([]);
      expect(hunted).toHaveLength(names.length);
      expect(code).toBe(0);
    },
    WIDE_MS,
  );

  it('takes other mixes of faults than its own, and other orders and limits are in what it has seen', async () => {
    const { stdout } = await simulate('--json', '--seeds', '60', '--mix', 'crashes,writeFails=0.02');
    const { mix, violations, coverage } = JSON.parse(stdout) as SeedsReport;
    expect({ mix, violations }).toEqual({ mix: 'crashes,writeFails=0.02', violations: 0 });
    expect(coverage.faultKinds.writeFails).toBeGreaterThan(20);
    for (const kind of ['entry stopLimit', 'entry postOnly', 'trailing trailingStop']) {
      expect(coverage.orderTypes[kind]).toBeGreaterThan(0);
    }
    for (const name of LIMIT_NAMES) expect(coverage.limitChecks[name]).toBeGreaterThan(0);
    expect(Object.keys(coverage.riskModes).length).toBeGreaterThan(1);
    const calm = await simulate('--json', '--seeds', '2', '--mix', 'calm');
    expect((JSON.parse(calm.stdout) as SeedsReport).coverage.crashes).toBe(0);
  });

  it('says what it does not understand', async () => {
    expect((await simulate('--mix', 'storms')).stderr).toContain('storms');
    expect(await simulate('--seeds', 'many')).toMatchObject({ code: 2, stdout: '' });
    expect((await simulate('--sedes', '3')).stderr).toContain('sedes');
  });
});
