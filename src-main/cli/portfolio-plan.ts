import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { describeIssues } from '../base/describe-issues.ts';
import type { Outcome } from '../base/outcome.ts';
import { fail, succeed } from '../base/outcome.ts';
import { INTERVALS } from '../model/time.ts';
import type { CliPlace } from './command.ts';
import type { CommandOptions } from './options.ts';
import { parseJson } from './parse-json.ts';
import { typedRegimes } from './regime-option.ts';

const fraction = (most: number) => z.number().positive().max(most);
const bps = z.number().min(0).max(1000).default(0);

/** What `--config` holds; the options say the same of one strategy on every file. */
const planSchema = z.strictObject({
  interval: z.enum(INTERVALS),
  timeZone: z.string().default('UTC'),
  files: z.array(z.strictObject({ file: z.string().min(1), symbol: z.string() })).min(1),
  bots: z
    .array(
      z.strictObject({
        id: z.string().min(1).optional(),
        symbol: z.string(),
        interval: z.enum(INTERVALS).optional(),
        strategy: z.string(),
        params: z.record(z.string(), z.unknown()).default({}),
        sizeFraction: fraction(1).optional(),
        stopLossFraction: fraction(0.99).nullable().default(null),
        takeProfitFraction: fraction(100).nullable().default(null),
        leverage: z.number().min(1).max(125).default(1),
        regimes: typedRegimes.optional(),
      }),
    )
    .min(1),
  capital: z
    .string()
    .regex(/^\d+(\.\d+)?$/, 'expected a decimal number as text')
    .default('10000'),
  feeBps: z.number().min(-100).max(1000).default(10),
  slippageBps: bps,
  spreadBps: bps,
  maxPositionFraction: fraction(1).nullable().default(null),
  maxDailyLossFraction: fraction(1).nullable().default(null),
  universe: z.string().min(1).nullable().default(null),
  onLeave: z.enum(['keep', 'close']).default('keep'),
});

/** A portfolio as it was typed, checked; paths are whole. */
export type PortfolioPlan = z.output<typeof planSchema>;

export async function readPortfolioPlan(options: CommandOptions, place: CliPlace): Promise<Outcome<PortfolioPlan>> {
  const config = options.optional('config');
  if (config === undefined) return parsePlan(typedPlan(options), 'the portfolio', place.folder);
  if (options.all('file').length > 0) {
    return fail('badArgument', '--config and --file are both given, expected one of them');
  }
  const path = resolve(place.folder, config);
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) return fail('fileNotFound', `--config is "${config}", expected a file that can be read`);
  const raw = parseJson(text);
  if (raw === undefined) return fail('badArgument', `--config is "${config}", expected a file of JSON`);
  return parsePlan(raw, `--config ${config}`, dirname(path));
}

function parsePlan(raw: unknown, name: string, folder: string): Outcome<PortfolioPlan> {
  const parsed = planSchema.safeParse(raw, { reportInput: true });
  if (!parsed.success) return fail('badArgument', `${name}: ${describeIssues(parsed.error.issues, 'document')}`);
  const { files, universe } = parsed.data;
  return succeed({
    ...parsed.data,
    files: files.map(({ file, symbol }) => ({ file: resolve(folder, file), symbol })),
    universe: universe === null ? null : resolve(folder, universe),
  });
}

/** One bot of the same strategy for every file. */
function typedPlan(options: CommandOptions): unknown {
  const [files, symbols] = [options.all('file'), options.all('symbol')];
  options.text('file');
  options.text('strategy');
  return {
    interval: options.interval('interval'),
    timeZone: options.optional('time-zone'),
    files: files.map((file, index) => ({ file, symbol: symbols[index] })),
    bots: symbols.map((symbol) => ({
      symbol,
      strategy: options.text('strategy'),
      params: options.object('params'),
      sizeFraction: options.fraction('size-fraction', 1) ?? undefined,
      stopLossFraction: options.fraction('stop-loss-fraction', 0.99),
      takeProfitFraction: options.fraction('take-profit-fraction', 100),
      leverage: options.number('leverage', { from: 1, to: 125, standard: 1 }),
    })),
    capital: options.decimal('capital', '10000'),
    feeBps: options.number('fee-bps', { from: -100, to: 1000, standard: 10 }),
    slippageBps: options.number('slippage-bps', { from: 0, to: 1000, standard: 0 }),
    spreadBps: options.number('spread-bps', { from: 0, to: 1000, standard: 0 }),
    maxPositionFraction: options.fraction('max-position-fraction', 1),
    maxDailyLossFraction: options.fraction('max-daily-loss-fraction', 1),
    universe: options.optional('universe'),
    onLeave: options.optional('on-leave'),
  };
}
