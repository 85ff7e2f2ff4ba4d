/** `npm run simulate`: see `cli/options.ts`. Exit code 1 says that an invariant did not hold, 2 that the words made no sense. */
import type { Options } from './cli/options.ts';
import { readOptions, USAGE } from './cli/options.ts';
import { drillsTable, huntTable, reportTable } from './cli/tables.ts';
import type { Mix } from './faults/mixes.ts';
import { huntAll } from './planted/hunt.ts';
import { runDrills } from './run-drills.ts';
import type { Verdict } from './run-seed.ts';
import { runSeed } from './run-seed.ts';
import { runSeeds } from './run-seeds.ts';

/** Of the trace, before and after the first violation. */
const LINES_AROUND = 60;

// Errors are a part of what is simulated, thousands a second: nobody reads where each came from.
Error.stackTraceLimit = 0;

async function main(options: Options): Promise<number> {
  const { from, seeds, json, trace, untilViolation, drills, planted, mix } = options;
  if (planted !== null) {
    const hunted = await huntAll(planted, { from, seeds, mix: mix.text });
    process.stdout.write(json ? `${JSON.stringify(hunted)}\n` : huntTable(hunted, seeds));
    return hunted.every(({ found }) => found !== null) ? 0 : 1;
  }
  if (drills) {
    const report = await runDrills(from);
    process.stdout.write(json ? `${JSON.stringify(report)}\n` : drillsTable(report));
    return report.violations.length === 0 ? 0 : 1;
  }
  if (trace) {
    const verdict = await runSeed(from, { keepsTrace: true, mix });
    process.stdout.write(`${verdict.trace.join('\n')}\nhash ${verdict.hash}\n`);
    return verdict.violations.length === 0 ? 0 : 1;
  }
  const report = await runSeeds({
    from,
    seeds,
    untilViolation,
    mix,
    onViolation: (verdict) => tellViolation(verdict, mix),
  });
  process.stdout.write(json ? `${JSON.stringify(report)}\n` : reportTable(report));
  return report.violations === 0 ? 0 : 1;
}

/** To stderr, so that stdout stays one JSON. */
async function tellViolation({ seed, violations }: Verdict, mix: Mix): Promise<void> {
  const [violation] = violations;
  const { trace } = await runSeed(seed, { keepsTrace: true, mix });
  const place = trace.findIndex((line) => line.includes('VIOLATION'));
  const around = trace.slice(Math.max(0, place - LINES_AROUND), place + LINES_AROUND);
  process.stderr.write(`seed ${seed}: ${violation?.invariant}: ${violation?.message}\n${around.join('\n')}\n`);
  process.stderr.write(`all of it: npm run -s simulate -- --seed ${seed} --trace --mix ${mix.text}\n\n`);
}

try {
  process.exitCode = await main(readOptions(process.argv.slice(2)));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
  process.exitCode = 2;
}
