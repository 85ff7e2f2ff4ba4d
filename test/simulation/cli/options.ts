import { parseArgs } from 'node:util';
import type { Mix } from '../faults/mixes.ts';
import { DEFAULT_MIX, MIX_WORDS, readMix } from '../faults/mixes.ts';

export type Options = {
  readonly seeds: number;
  readonly from: number;
  readonly json: boolean;
  readonly trace: boolean;
  readonly untilViolation: boolean;
  /** A crash at every moment and a failure of every write, one after the other. */
  readonly drills: boolean;
  /** Names of planted bugs, all when it is empty; null when none is hunted. */
  readonly planted: readonly string[] | null;
  /** How the faults are weighed. */
  readonly mix: Mix;
};

export const USAGE = `npm run -s simulate -- [--seeds N] [--from S] [--json]    N seeds from S on: counts, violations, coverage
npm run -s simulate -- --seed N --trace                    one seed, everything that happened
npm run -s simulate -- --drills [--seed N]                 a crash at every moment, each write failing, in turn
npm run -s simulate -- --planted [bug …] [--seeds N]       how soon each planted bug is found
all of them with --mix M: ${MIX_WORDS}
`;

/** Throws Error for what makes no sense. */
export function readOptions(words: readonly string[]): Options {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      seeds: { type: 'string' },
      from: { type: 'string' },
      seed: { type: 'string' },
      json: { type: 'boolean' },
      trace: { type: 'boolean' },
      'until-violation': { type: 'boolean' },
      drills: { type: 'boolean' },
      planted: { type: 'boolean' },
      mix: { type: 'string' },
    },
  });
  if (positionals.length > 0 && values.planted !== true) throw new Error(`"${positionals[0]}" is no option`);
  const one = values.seed === undefined ? null : wholeNumber('seed', values.seed, 0);
  return {
    seeds: one !== null ? 1 : wholeNumber('seeds', values.seeds ?? (values.planted === true ? '500' : '2000'), 1),
    from: one ?? wholeNumber('from', values.from ?? '1', 0),
    json: values.json ?? false,
    trace: values.trace ?? false,
    untilViolation: values['until-violation'] ?? false,
    drills: values.drills ?? false,
    planted: values.planted === true ? positionals : null,
    mix: values.mix === undefined ? DEFAULT_MIX : readMix(values.mix),
  };
}

function wholeNumber(name: string, text: string, least: number): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isSafeInteger(value) && value >= least) return value;
  throw new Error(`--${name} is "${text}", expected a whole number from ${least} on`);
}
