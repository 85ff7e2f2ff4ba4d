import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  addTallies,
  failedCheck,
  passedCheck,
  readVitestReport,
  summaryOf,
} from '../../../scripts/runtime/test-tally.mjs';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bellwether-tally-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function reportOf(testResults: unknown): string {
  const path = join(folder, 'report.json');
  writeFileSync(path, JSON.stringify({ testResults }));
  return path;
}

const passedTest = { fullName: 'adds', status: 'passed' };

describe('tally of a test run', () => {
  it('counts passed, failed and skipped tests and names the failed', () => {
    const tests = [passedTest, { fullName: 'divides', status: 'failed' }, { fullName: 'reads', status: 'pending' }];
    const tally = readVitestReport(
      reportOf([{ name: 'a.test.ts', status: 'failed', assertionResults: tests }]),
      1,
      'unit',
    );
    expect(tally).toMatchObject({ passed: 1, failed: 1, skipped: 1 });
    expect(tally.failures[0]).toMatch(/a\.test\.ts divides$/);
  });

  it('counts a file that could not be loaded as one failure', () => {
    const files = [
      { name: 'a.test.ts', status: 'passed', assertionResults: [passedTest] },
      { name: 'b.test.ts', status: 'failed', assertionResults: [] },
    ];
    expect(readVitestReport(reportOf(files), 1, 'unit')).toMatchObject({ passed: 1, failed: 1 });
  });

  it('never passes a run that vitest calls failed, that left no report, or in which no test ran', () => {
    const green = reportOf([{ name: 'a.test.ts', status: 'passed', assertionResults: [passedTest] }]);
    expect(readVitestReport(green, 0, 'unit')).toMatchObject({ passed: 1, failed: 0 });
    expect(readVitestReport(green, 1, 'unit')).toMatchObject({ passed: 1, failed: 1 });
    expect(readVitestReport(join(folder, 'absent.json'), 0, 'unit')).toMatchObject({ passed: 0, failed: 1 });
    expect(readVitestReport(reportOf([]), 0, 'unit')).toMatchObject({ passed: 0, failed: 1 });
  });

  it('adds up to one last line', () => {
    expect(summaryOf(addTallies(passedCheck(), failedCheck('types')))).toBe('1 passed, 1 failed');
  });
});
