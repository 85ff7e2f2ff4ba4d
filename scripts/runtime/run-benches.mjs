/** Runs the benches of test/bench one after the other, each in a process of its own so that none warms up another. */
import { fork } from 'node:child_process';
import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { projectRoot, SetupError, say } from './project.mjs';
import { openFullTestEnvironment } from './test-environment.mjs';

/** @typedef {{ name: string, value: number, unit: string, reference: number, ratio: number }} BenchResult */

const runner = join(projectRoot, 'scripts', 'runtime', 'run-one-bench.mjs');
/** Benches named so open the window and need Electron, a build and a display. */
const windowBench = /^window-/;

/** @param {readonly string[]} args names to choose from the file names, and --json @returns {Promise<number>} */
export async function runBenches(args) {
  const asJson = args.includes('--json');
  const files = chosenFiles(args.filter((arg) => arg !== '--json'));
  const needsWindow = files.some((file) => windowBench.test(basename(file)));
  const { environment, close } = needsWindow
    ? await openFullTestEnvironment()
    : { environment: {}, close: () => undefined };
  try {
    /** @type {BenchResult[]} */
    const results = [];
    for (const file of files) {
      say(`bench ${basename(file, '.bench.ts')} …`);
      results.push(...(await runBench(file, environment)));
    }
    process.stdout.write(asJson ? `${JSON.stringify(results, null, 2)}\n` : tableOf(results));
    return 0;
  } finally {
    close();
  }
}

/** @param {readonly string[]} names */
function chosenFiles(names) {
  const all = globSync('test/bench/**/*.bench.ts', { cwd: projectRoot }).sort();
  const chosen = all.filter((file) => names.length === 0 || names.some((name) => basename(file).includes(name)));
  if (chosen.length > 0) return chosen.map((file) => join(projectRoot, file));
  const known = all.map((file) => basename(file, '.bench.ts')).join(', ');
  throw new SetupError(`no bench is named like ${names.join(' or ')}; there are: ${known}.`, 2);
}

/**
 * The bench's own output goes to stderr; its results come as a message.
 * @param {string} file @param {Record<string, string>} environment @returns {Promise<BenchResult[]>}
 */
function runBench(file, environment) {
  return new Promise((resolve, reject) => {
    const child = fork(runner, [file], {
      cwd: projectRoot,
      env: { ...process.env, ...environment },
      execArgv: ['--expose-gc'],
      stdio: ['ignore', 2, 2, 'ipc'],
    });
    /** @type {BenchResult[] | undefined} */
    let results;
    child.once('message', (message) => {
      results = /** @type {BenchResult[]} */ (message);
    });
    child.once('error', reject);
    child.once('exit', (code) => {
      if (code === 0 && results !== undefined) resolve(results);
      else reject(new SetupError(`${file} ended with exit code ${code}; its error is above.`));
    });
  });
}

/** @param {readonly BenchResult[]} results */
function tableOf(results) {
  const head = ['name', 'value', 'reference', 'unit', 'ratio'];
  const rows = results.map((row) => [row.name, figure(row.value), figure(row.reference), row.unit, figure(row.ratio)]);
  const widths = head.map((title, column) => Math.max(...[head, ...rows].map((row) => (row[column] ?? title).length)));
  const lines = [head, ...rows].map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}

/** @param {number} value */
function figure(value) {
  return Math.abs(value) >= 1000 ? String(Math.round(value)) : String(Number(value.toPrecision(4)));
}
