import { z } from 'zod';
import type { VenueChoices } from '../backtest/venue-choices.ts';
import { FILL_PROFILES, venueOf } from '../backtest/venue-choices.ts';
import type { VenueSettings } from '../backtest/venue-settings.ts';
import type { Outcome } from '../base/outcome.ts';
import { fail, succeed } from '../base/outcome.ts';
import { BAR_PATHS } from '../exchanges/paper/bar-path.ts';
import type { FeeAsset, FeeTier } from '../exchanges/paper/fee-schedule.ts';
import { checkFeeTiers } from '../exchanges/paper/fee-schedule.ts';
import type { LimitModel } from '../exchanges/paper/limit-model.ts';
import { STANDARD_MARGIN } from '../exchanges/paper/margin.ts';
import type { SlippageModel } from '../exchanges/paper/slippage.ts';
import { moneyFromText, quantityFromText } from '../model/money.ts';
import { readCandlesAt, seriesOf } from './candle-file.ts';
import type { CliPlace } from './command.ts';
import { readFundingFile } from './funding-file.ts';
import type { CommandOptions, OptionKinds } from './options.ts';
import { parseJson } from './parse-json.ts';

/** How real the simulated venue of a run is; all of it may be left out. */
export const VENUE_MODEL_OPTIONS: OptionKinds = {
  'maker-fee-bps': 'fee of a fill that waited for its price, --fee-bps by default; negative is a rebate',
  'taker-fee-bps': 'fee of a fill that took what was there, --fee-bps by default',
  'fee-tiers': 'JSON [{"fromVolume":"0","makerFeeBps":10,"takerFeeBps":10},…] by 30 days of quote volume',
  'fee-asset': 'JSON {"discountFraction":0.25,"price":600,"balance":"10"}: fees paid in a third asset while it lasts',
  'fill-model': 'when a resting limit fills: through (default), touch, penetration or queue',
  'penetration-ticks': 'ticks beyond the limit that penetration asks for, 1 by default',
  'queue-share': 'share of the first candle’s volume that stands ahead in a queue, 0.5 by default',
  participation: 'share of a candle’s volume that our orders may fill, no bound by default',
  'slippage-model': 'fixed (default, --slippage-bps alone), ticks or volumeShare, on top of --slippage-bps',
  'slippage-ticks': 'ticks a market or stop order loses, with the model ticks, 1 by default',
  'price-impact': 'k of k × (quantity ÷ volume)², with the model volumeShare, 0.1 by default',
  'volume-limit': 'share of the volume that volumeShare fills at most, 0.025 by default',
  path: 'inside a candle: pessimistic (default), optimistic or openHighLowClose (nearer extreme first)',
  'maintenance-margin-fraction': 'of a leveraged position’s value, 0.004 by default',
  'liquidation-fee-bps': 'of the value closed, 125 by default, the margin at most',
  'latency-ms': 'how long an order is under way, 0 by default; within a candle it trades from the next on',
  'fill-profile':
    'tradingview: its broker emulator’s rules; --fee-bps is the commission, --slippage-ticks its slippage',
};

/** With what only a run on one symbol can be told. */
export const VENUE_OPTIONS: OptionKinds = {
  ...VENUE_MODEL_OPTIONS,
  tick: 'smallest price difference; 1e-12 by default, where fills count in ticks the file’s last decimal place',
  step: 'smallest quantity difference of the symbol, 1e-8 by default',
  'fine-file': 'CSV file of finer candles of the symbol: where they cover a candle they are told in its place',
  'fine-interval': 'length of a finer candle, 1m by default',
  'funding-file': 'CSV file of funding, a time and a rate a row: the symbol is a perpetual',
  'mark-file': 'CSV file of the mark price’s candles, for funding and liquidation; traded prices by default',
};

const tiersSchema = z.array(
  z.strictObject({
    fromVolume: z.string().regex(/^\d+(\.\d+)?$/),
    makerFeeBps: z.number().min(-1000).max(1000),
    takerFeeBps: z.number().min(-1000).max(1000),
  }),
);
const feeAssetSchema = z.strictObject({
  discountFraction: z.number().min(0).max(1),
  price: z.number().positive(),
  balance: z
    .string()
    .regex(/^\d+(\.\d+)?$/)
    .nullable()
    .default(null),
});

type Part = Outcome<VenueSettings>;

const TICKS = { from: 0, to: 100_000 };

/** Everything but files. Refusals name the option, its value and what was expected. */
export function readVenueOptions(options: CommandOptions): Outcome<VenueSettings> {
  const choices = readChoices(options);
  if (!choices.ok) return choices;
  let settings = venueOf(choices.value);
  for (const part of [feeScheduleOf(options), slippageOf(options)]) {
    if (!part.ok) return part;
    settings = { ...settings, ...part.value };
  }
  return succeed({ ...settings, ...marginOf(options) });
}

/** The files the options name, read. */
export async function readVenueFiles(options: CommandOptions, instrumentId: string, place: CliPlace): Promise<Part> {
  let settings: VenueSettings = {};
  if (options.optional('fine-file') !== undefined) {
    const interval = options.optional('fine-interval') === undefined ? '1m' : options.interval('fine-interval');
    const fine = await readCandlesAt(
      options.path('fine-file', place.folder),
      { ...seriesOf(options), interval },
      place,
    );
    if (!fine.ok) return fine;
    settings = { ...settings, fineCandles: { [instrumentId]: { interval, candles: fine.value.columns } } };
  }
  if (options.optional('mark-file') !== undefined) {
    const marks = await readCandlesAt(options.path('mark-file', place.folder), seriesOf(options), place);
    if (!marks.ok) return marks;
    settings = { ...settings, marks: { [instrumentId]: { candles: marks.value.columns } } };
  }
  if (options.optional('funding-file') === undefined) return succeed(settings);
  const funding = await readFundingFile(options.path('funding-file', place.folder));
  return funding.ok ? succeed({ ...settings, funding: { [instrumentId]: funding.value } }) : funding;
}

function wrong(options: CommandOptions, name: string, expected: string): Outcome<never> {
  return fail('badArgument', `--${name} is "${options.optional(name)}", expected ${expected}`);
}

function readChoices(options: CommandOptions): Outcome<VenueChoices> {
  const profile = oneOf(options, 'fill-profile', FILL_PROFILES);
  if (!profile.ok) return profile;
  const path = oneOf(options, 'path', BAR_PATHS);
  if (!path.ok) return path;
  const limits = limitsOf(options);
  if (!limits.ok) return limits;
  return succeed({
    profile: profile.value,
    slippageTicks: profile.value === null ? 0 : options.number('slippage-ticks', { ...TICKS, standard: 0 }),
    makerFeeBps: feeOf(options, 'maker-fee-bps'),
    takerFeeBps: feeOf(options, 'taker-fee-bps'),
    limits: limits.value,
    participation: options.fraction('participation', 1),
    path: path.value,
    latencyMs: options.number('latency-ms', { from: 0, to: 86_400_000, standard: 0 }),
  });
}

function oneOf<Name extends string>(
  options: CommandOptions,
  name: string,
  known: readonly Name[],
): Outcome<Name | null> {
  const text = options.optional(name);
  if (text === undefined) return succeed(null);
  const found = known.find((one) => one === text);
  return found === undefined ? wrong(options, name, known.join(', ')) : succeed(found);
}

function feeOf(options: CommandOptions, name: string): number | null {
  return options.optional(name) === undefined ? null : options.number(name, { from: -1000, to: 1000, standard: 0 });
}

function feeScheduleOf(options: CommandOptions): Part {
  const tiers = tiersOf(options);
  if (!tiers.ok) return tiers;
  const asset = feeAssetOf(options);
  if (!asset.ok) return asset;
  return succeed({
    ...(tiers.value === null ? {} : { feeTiers: tiers.value }),
    ...(asset.value === null ? {} : { feeAsset: asset.value }),
  });
}

function tiersOf(options: CommandOptions): Outcome<readonly FeeTier[] | null> {
  const text = options.optional('fee-tiers');
  if (text === undefined) return succeed(null);
  const parsed = tiersSchema.safeParse(parseJson(text));
  if (!parsed.success) return wrong(options, 'fee-tiers', 'a JSON list of fromVolume, makerFeeBps and takerFeeBps');
  const tiers = parsed.data.map(({ fromVolume, ...rates }) => ({ ...rates, fromVolume: moneyFromText(fromVolume) }));
  const problem = checkFeeTiers(tiers);
  return problem === null ? succeed(tiers) : wrong(options, 'fee-tiers', problem);
}

function feeAssetOf(options: CommandOptions): Outcome<FeeAsset | null> {
  const text = options.optional('fee-asset');
  if (text === undefined) return succeed(null);
  const parsed = feeAssetSchema.safeParse(parseJson(text));
  if (!parsed.success) return wrong(options, 'fee-asset', 'a JSON object of discountFraction, price and balance');
  const { balance, ...rest } = parsed.data;
  return succeed({ ...rest, balance: balance === null ? null : quantityFromText(balance) });
}

function limitsOf(options: CommandOptions): Outcome<LimitModel | null> {
  const kind = options.optional('fill-model');
  if (kind === undefined) return succeed(null);
  const limits = limitModelOf(kind, options);
  return limits === null ? wrong(options, 'fill-model', 'through, touch, penetration or queue') : succeed(limits);
}

function limitModelOf(kind: string, options: CommandOptions): LimitModel | null {
  if (kind === 'through' || kind === 'touch') return { kind };
  if (kind === 'penetration') {
    return { kind, ticks: Math.round(options.number('penetration-ticks', { ...TICKS, standard: 1 })) };
  }
  return kind === 'queue'
    ? { kind, shareAhead: options.number('queue-share', { from: 0, to: 1000, standard: 0.5 }) }
    : null;
}

function slippageOf(options: CommandOptions): Part {
  const kind = options.optional('slippage-model');
  if (kind === undefined) return succeed({});
  const slippage = slippageModelOf(kind, options);
  return slippage === null ? wrong(options, 'slippage-model', 'fixed, ticks or volumeShare') : succeed({ slippage });
}

function slippageModelOf(kind: string, options: CommandOptions): SlippageModel | null {
  if (kind === 'fixed') return { kind };
  if (kind === 'ticks') {
    return { kind, ticks: Math.round(options.number('slippage-ticks', { ...TICKS, standard: 1 })) };
  }
  if (kind !== 'volumeShare') return null;
  const priceImpact = options.number('price-impact', { from: 0, to: 1000, standard: 0.1 });
  return { kind, priceImpact, volumeLimit: options.fraction('volume-limit', 1) ?? 0.025 };
}

/** Left out unless one of its options is given: a fully paid account is never liquidated. */
function marginOf(options: CommandOptions): VenueSettings {
  const names = ['maintenance-margin-fraction', 'liquidation-fee-bps'];
  if (names.every((name) => options.optional(name) === undefined)) return {};
  const fraction = options.fraction('maintenance-margin-fraction', 0.5) ?? STANDARD_MARGIN.maintenanceMarginFraction;
  const standard = STANDARD_MARGIN.liquidationFeeBps;
  const liquidationFeeBps = options.number('liquidation-fee-bps', { from: 0, to: 10_000, standard });
  return { margin: { maintenanceMarginFraction: fraction, liquidationFeeBps } };
}
