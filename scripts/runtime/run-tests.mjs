/** The stages of `npm test`. A failing stage does not stop the next: one run shows everything that is wrong. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureAppBuilt, ensureCliBuilt } from './build.mjs';
import { runChild } from './child.mjs';
import { projectRoot, SetupError, say } from './project.mjs';
import { openTestEnvironment, prepareTestElectron } from './test-environment.mjs';
import { addTallies, emptyTally, failedCheck, passedCheck, readVitestReport, summaryOf } from './test-tally.mjs';

/** @typedef {import('./test-tally.mjs').Tally} Tally */

const modules = join(projectRoot, 'node_modules');
const vitest = join(modules, 'vitest', 'vitest.mjs');

/** @param {readonly string[]} args `soak` for the long checks, else nothing @returns {Promise<number>} exit code */
export async function runTests(args) {
  const reportFolder = mkdtempSync(join(tmpdir(), 'bellwether-report-'));
  const startedAt = Date.now();
  try {
    const tallies = args[0] === 'soak' ? await soakStages(reportFolder) : await ordinaryStages(reportFolder);
    const total = tallies.reduce(addTallies, emptyTally);
    const seconds = Math.round((Date.now() - startedAt) / 1000);
    process.stdout.write(`\n${listFailures(total)}after ${seconds} s${skippedNote(total)}\n${summaryOf(total)}\n`);
    return total.failed === 0 ? 0 : 1;
  } finally {
    rmSync(reportFolder, { recursive: true, force: true });
  }
}

/** @param {string} reportFolder @returns {Promise<Tally[]>} */
async function ordinaryStages(reportFolder) {
  const statics = [
    await programCheck('format and lint', join(modules, '@biomejs', 'biome', 'bin', 'biome'), ['check', '.']),
    await programCheck('types', join(modules, 'typescript', 'bin', 'tsc'), ['-p', 'tsconfig.json', '--noEmit']),
    await check('command line builds', ensureCliBuilt),
  ];
  const fast = ['unit', 'property', 'integration', 'architecture'];
  return [...statics, ...(await windowStages(reportFolder, [fast, ['e2e']]))];
}

/** @param {string} reportFolder @returns {Promise<Tally[]>} */
async function soakStages(reportFolder) {
  return [await check('command line builds', ensureCliBuilt), ...(await windowStages(reportFolder, [['soak']]))];
}

/**
 * Runs groups of test projects one after the other in the environment of the real window; where that cannot be had,
 * the projects that do without it still run.
 * @param {string} reportFolder @param {readonly (readonly string[])[]} groups @returns {Promise<Tally[]>}
 */
async function windowStages(reportFolder, groups) {
  /** @type {import('./test-environment.mjs').TestEnvironment | undefined} */
  let environment;
  const prepared = await check('window set-up', async () => {
    environment = await openTestEnvironment(await prepareTestElectron());
  });
  const built = await check('application builds', () => ensureAppBuilt());
  const tallies = [prepared, built];
  try {
    for (const projects of groups) {
      const needsWindow = projects.some((name) => name === 'e2e' || name === 'soak');
      if (needsWindow && (prepared.failed > 0 || built.failed > 0)) {
        tallies.push(failedCheck(`${projects.join(', ')} (not run: no window)`));
      } else tallies.push(await vitestStage(reportFolder, projects, environment?.environment ?? {}));
    }
  } finally {
    environment?.close();
  }
  return tallies;
}

/**
 * @param {string} reportFolder @param {readonly string[]} projects @param {Record<string, string>} environment
 * @returns {Promise<Tally>}
 */
async function vitestStage(reportFolder, projects, environment) {
  announce(projects.join(', '));
  const report = join(reportFolder, `${projects.join('-')}.json`);
  const selection = projects.flatMap((name) => ['--project', name]);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const code = await runChild(process.execPath, [vitest, 'run', ...selection, ...reporters], {
    cwd: projectRoot,
    env: { ...process.env, ...environment, NODE_ENV: 'test' },
  });
  return readVitestReport(report, code, projects.join(', '));
}

/** @param {string} name @param {string} program a JavaScript file @param {readonly string[]} args */
function programCheck(name, program, args) {
  return check(name, async () => {
    const code = await runChild(process.execPath, [program, ...args], { cwd: projectRoot });
    if (code !== 0) throw new SetupError(`${name}: exit code ${code}`);
  });
}

/** @param {string} name @param {() => Promise<unknown>} body @returns {Promise<Tally>} one check, passed or failed */
async function check(name, body) {
  announce(name);
  try {
    await body();
    return passedCheck();
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    say(error.message);
    return failedCheck(name);
  }
}

/** @param {string} name */
function announce(name) {
  process.stdout.write(`\n== ${name}\n`);
}

/** @param {Tally} tally */
function listFailures(tally) {
  return tally.failures.map((name) => `FAILED ${name}\n`).join('');
}

/** @param {Tally} tally */
function skippedNote(tally) {
  return tally.skipped === 0 ? '' : `, ${tally.skipped} skipped (no test data)`;
}
