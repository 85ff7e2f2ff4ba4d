import { execFile } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { PlantedBug } from './bugs.ts';
import { PLANTED_BUGS } from './bugs.ts';

/** How a planted bug was found; null when it was not. */
export type Hunted = {
  readonly bug: string;
  readonly what: string;
  readonly found: {
    readonly seeds: number;
    readonly seed: number;
    readonly invariant: string;
    readonly message: string;
  } | null;
};

export type HuntTerms = { readonly from: number; readonly seeds: number; readonly mix: string };

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));
const PLANT = new URL('./plant.ts', import.meta.url).href;

/** A process per bug, as many at once as there are cores: each goes through the seeds until one violates an invariant. */
export async function huntAll(names: readonly string[], terms: HuntTerms): Promise<Hunted[]> {
  const bugs = PLANTED_BUGS.filter(({ name }) => names.length === 0 || names.includes(name));
  const results: Hunted[] = [];
  let next = 0;
  const hunter = async (): Promise<void> => {
    for (let index = next++; index < bugs.length; index = next++) {
      results[index] = await hunt(bugs[index] as PlantedBug, terms);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, hunter));
  return results;
}

async function hunt({ name, what }: PlantedBug, { from, seeds, mix }: HuntTerms): Promise<Hunted> {
  const output = await run(name, [
    '--from',
    String(from),
    '--seeds',
    String(seeds),
    '--mix',
    mix,
    '--until-violation',
    '--json',
  ]);
  const said = JSON.parse(output) as {
    readonly seeds: number;
    readonly first: { readonly seed: number; readonly invariant: string; readonly message: string } | null;
  };
  return { bug: name, what, found: said.first === null ? null : { seeds: said.seeds, ...said.first } };
}

function run(bug: string, options: readonly string[]): Promise<string> {
  const env = { ...process.env, SIMULATION_BUG: bug };
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      ['--import', PLANT, MAIN, ...options],
      { env, maxBuffer: 1e8 },
      (error, stdout, stderr) => {
        // 1 says that an invariant was violated, which is what is hoped for.
        if (error === null || error.code === 1) resolve(stdout);
        else reject(new Error(`bug ${bug}: ${stderr || error.message}`));
      },
    );
  });
}
