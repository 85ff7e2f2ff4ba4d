/** Adds up what the stages of `npm test` found. */
import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { projectRoot } from './project.mjs';

/** @typedef {{ passed: number, failed: number, skipped: number, failures: readonly string[] }} Tally */

/** @type {Tally} */
export const emptyTally = Object.freeze({ passed: 0, failed: 0, skipped: 0, failures: [] });

/** @returns {Tally} */
export function passedCheck() {
  return { ...emptyTally, passed: 1 };
}

/** @param {string} name @returns {Tally} */
export function failedCheck(name) {
  return { ...emptyTally, failed: 1, failures: [name] };
}

/** @param {Tally} a @param {Tally} b @returns {Tally} */
export function addTallies(a, b) {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
    failures: [...a.failures, ...b.failures],
  };
}

/** @param {Tally} tally @returns {string} the last line of every run */
export function summaryOf(tally) {
  return `${tally.passed} passed, ${tally.failed} failed`;
}

/**
 * @typedef {{ fullName: string, status: string }} AssertionReport
 * @typedef {{ name: string, status: string, assertionResults: readonly AssertionReport[] }} FileReport
 */

/**
 * Reads vitest's JSON report. A file that could not be loaded, and an error outside any test, count as failures too:
 * a run that vitest calls failed is never reported as passed.
 * @param {string} path @param {number} exitCode @param {string} stage @returns {Tally}
 */
export function readVitestReport(path, exitCode, stage) {
  if (!existsSync(path)) return failedCheck(`${stage} (ended with exit code ${exitCode} and no report)`);
  /** @type {readonly FileReport[]} */
  const files = JSON.parse(readFileSync(path, 'utf8')).testResults;
  const tally = files.map(tallyOfFile).reduce(addTallies, emptyTally);
  if (tally.passed + tally.failed === 0) return addTallies(tally, failedCheck(`${stage} (no test ran)`));
  const isUnexplained = exitCode !== 0 && tally.failed === 0;
  return isUnexplained ? addTallies(tally, failedCheck(`${stage} (error outside the tests, above)`)) : tally;
}

/** @param {FileReport} file @returns {Tally} */
function tallyOfFile(file) {
  const name = relative(projectRoot, file.name);
  const withStatus = (/** @type {string} */ status) => file.assertionResults.filter((test) => test.status === status);
  const failures = withStatus('failed').map((test) => `${name} ${test.fullName}`);
  if (failures.length === 0 && file.status === 'failed') failures.push(`${name} (could not be loaded)`);
  const passed = withStatus('passed').length;
  const skipped = file.assertionResults.length - passed - withStatus('failed').length;
  return { passed, failed: failures.length, skipped, failures };
}
