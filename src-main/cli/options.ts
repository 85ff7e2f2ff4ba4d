import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Outcome } from '../base/outcome.ts';
import { FailureError, fail } from '../base/outcome.ts';
import type { Instrument } from '../model/instrument.ts';
import { createInstrument, IMPORTED_VENUE } from '../model/instrument.ts';
import type { Interval } from '../model/time.ts';
import { INTERVALS, isInterval } from '../model/time.ts';
import { parseJson } from './parse-json.ts';

/** What an option means, for `--help`; one with `flag` stands alone, without a value. */
export type OptionKind = string | { readonly flag: string };
/** By the option's name, without the dashes. */
export type OptionKinds = Readonly<Record<string, OptionKind>>;

function refuse(message: string): never {
  const outcome = fail('badArgument', message);
  throw new FailureError(outcome.ok ? { code: 'bug', message } : outcome.error);
}

/** The options of one call. Readers throw FailureError naming the option, its value and what was expected. */
export class CommandOptions {
  readonly #values: Readonly<Record<string, readonly (string | boolean)[]>>;

  constructor(values: Readonly<Record<string, readonly (string | boolean)[]>>) {
    this.#values = values;
  }

  /** Whether it was typed at all. */
  has(name: string): boolean {
    return this.#values[name] !== undefined;
  }

  /** The last one typed. */
  optional(name: string): string | undefined {
    return this.all(name).at(-1);
  }

  /** Every one typed, in order. */
  all(name: string): readonly string[] {
    return (this.#values[name] ?? []).filter((value) => typeof value === 'string');
  }

  text(name: string): string {
    return this.optional(name) ?? refuse(`--${name} is missing`);
  }

  path(name: string, folder: string): string {
    return resolve(folder, this.text(name));
  }

  /** A plain decimal number within limits, or the default when the option is not given. */
  number(name: string, limits: { readonly from: number; readonly to: number; readonly standard: number }): number {
    const text = this.optional(name);
    if (text === undefined) return limits.standard;
    const value = Number(text);
    if (/^-?\d*\.?\d+$/.test(text) && value >= limits.from && value <= limits.to) return value;
    return refuse(`--${name} is "${text}", expected a number from ${limits.from} to ${limits.to}`);
  }

  /** A fraction above 0 and at most `to`, or null when the option is not given. */
  fraction(name: string, to: number): number | null {
    const text = this.optional(name);
    if (text === undefined) return null;
    const value = Number(text);
    if (/^\d*\.?\d+$/.test(text) && value > 0 && value <= to) return value;
    return refuse(`--${name} is "${text}", expected a fraction above 0 and at most ${to}`);
  }

  decimal(name: string, standard: string): string {
    const text = this.optional(name) ?? standard;
    if (/^\d+(\.\d+)?$/.test(text)) return text;
    return refuse(`--${name} is "${text}", expected a decimal number`);
  }

  interval(name: string): Interval {
    const text = this.text(name);
    return isInterval(text) ? text : refuse(`--${name} is "${text}", expected one of ${INTERVALS.join(', ')}`);
  }

  /** The instrument of imported data that the symbol names. */
  instrument(name: string): Instrument {
    const text = this.text(name);
    return (
      createInstrument(IMPORTED_VENUE, text) ??
      refuse(`--${name} is "${text}", expected BASE-QUOTE, for example BTC-USDT`)
    );
  }

  /** A JSON object; {} when the option is not given. */
  object(name: string): Record<string, unknown> {
    const text = this.optional(name) ?? '{}';
    const value = parseJson(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
    return refuse(`--${name} is ${text}, expected a JSON object`);
  }
}

/** `--fee-bps -1` as `--fee-bps=-1`: a number below 0 is no option, though it begins like one. */
function withNegatives(args: readonly string[]): string[] {
  const joined: string[] = [];
  for (const arg of args) {
    const before = joined.at(-1);
    const belongs = /^-\.?\d/.test(arg) && before?.startsWith('--') && !before.includes('=');
    if (belongs) joined[joined.length - 1] = `${before}=${arg}`;
    else joined.push(arg);
  }
  return joined;
}

/** Reads what stands behind the command's name. Unknown options, values left out and stray words are refused. */
export function readOptions(args: readonly string[], kinds: OptionKinds): Outcome<CommandOptions> {
  const options = Object.fromEntries(
    Object.entries(kinds).map(([name, kind]) => {
      const type = typeof kind === 'string' ? ('string' as const) : ('boolean' as const);
      return [name, { type, multiple: true as const }];
    }),
  );
  try {
    const { values } = parseArgs({ args: withNegatives(args), options, strict: true, allowPositionals: false });
    return { ok: true, value: new CommandOptions(values as Record<string, (string | boolean)[]>) };
  } catch (error) {
    const known = Object.keys(kinds).map((name) => `--${name}`);
    // The first line says what is wrong; the rest is advice for programmers.
    const said = (error instanceof Error ? error.message : String(error)).split('\n')[0];
    return fail('badArgument', `${said}; expected ${known.length === 0 ? 'no options' : known.join(', ')}`);
  }
}
