import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Outcome } from '../../../../src-main/base/outcome.ts';
import { fail, succeed } from '../../../../src-main/base/outcome.ts';
import { keepBackups } from '../../../../src-main/composition/keep-backups.ts';
import { createSimulatedClock } from '../../../../src-main/engine/clock/simulated-clock.ts';
import { DAY_MS } from '../../../../src-main/model/time.ts';
import { createTestLog } from '../../../fakes/test-log.ts';

const START_MS = Date.UTC(2026, 4, 20, 12);
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** A journal whose backups are empty files, and everything else of the keeping. */
function kept(options: { isWholeCheckDue?: boolean; outcome?: Outcome<{ pages: number }> } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'bellwether-keeping-'));
  folders.push(folder);
  const clock = createSimulatedClock(START_MS);
  const state = { position: 1, checks: [] as boolean[], damages: [] as string[] };
  const journal = {
    broken: null,
    isWholeCheckDue: options.isWholeCheckDue ?? false,
    get head() {
      return { position: state.position, hash: '' };
    },
    noteWholeCheck: (isSound: boolean) => void state.checks.push(isSound),
    async backup(path: string) {
      const outcome = options.outcome ?? succeed({ pages: 1 });
      mkdirSync(dirname(path), { recursive: true });
      if (outcome.ok) writeFileSync(path, '');
      return outcome;
    },
  };
  const backups = keepBackups({
    ...{ journal, folder, clock, log: createTestLog() },
    verify: async () => fail('bug', 'the journal of this test verifies nothing'),
    onDamage: (message) => void state.damages.push(message),
  });
  const causes = () =>
    readdirSync(folder)
      .sort()
      .map((name) => name.split('-').at(-1)?.replace('.db', ''));
  const later = async (timeMs: number): Promise<void> => {
    clock.advanceTo(timeMs);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { state, backups, causes, later };
}

describe('backups of the journal', () => {
  it('are made once a day when something was written', async () => {
    const { state, causes, later } = kept();
    await later(START_MS + 600_000);
    expect(causes()).toEqual(['daily']);
    await later(START_MS + DAY_MS + 1_200_000);
    expect(causes()).toEqual(['daily']);
    state.position++;
    await later(START_MS + DAY_MS + 1_800_000);
    expect(causes()).toEqual(['daily', 'daily']);
  });

  it('are made at the clean end, unless nothing was written since the latest', async () => {
    const { state, backups, causes, later } = kept();
    await later(START_MS + 600_000);
    state.position++;
    await backups.dispose();
    expect(causes()).toEqual(['daily', 'exit']);
    const quiet = kept();
    await quiet.later(START_MS + 600_000);
    await quiet.backups.dispose();
    expect(quiet.causes()).toEqual(['daily']);
  });

  it('are made at once when all rows are to be read again, and say that they were', async () => {
    const { state, causes, later } = kept({ isWholeCheckDue: true });
    await later(START_MS);
    expect(causes()).toEqual(['check']);
    expect(state).toMatchObject({ checks: [true], damages: [] });
  });

  it('put the journal in doubt when a copy of it is not sound', async () => {
    const { state, later } = kept({ isWholeCheckDue: true, outcome: fail('databaseDamaged', 'row 7 of fills') });
    await later(START_MS);
    expect(state).toMatchObject({ checks: [false], damages: ['row 7 of fills'] });
  });

  it('are tried again later when there was no room', async () => {
    const { state, causes, later } = kept({ outcome: fail('databaseFull', 'no room') });
    await later(START_MS + 600_000);
    expect(causes()).toEqual([]);
    expect(state).toMatchObject({ checks: [], damages: [] });
  });
});
