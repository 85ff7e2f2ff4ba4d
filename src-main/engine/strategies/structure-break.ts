import { z } from 'zod';
import { atr } from '../indicators/atr.ts';
import { marketStructure } from '../structure/market-structure.ts';
import { CANCEL_ENTRIES, HOLD } from './intent.ts';
import type { StrategyDefinition, StrategyInputs } from './strategy.ts';
import { defineStrategy, longestWarmUp, request } from './strategy.ts';
import { type SetupReaders, type SetupTerms, setupAtNow, type ZoneReaders, type ZoneTag } from './structure-setup.ts';

type BreakParams = {
  swingLength: number;
  closeBreak: boolean;
  zone: 'either' | ZoneTag;
  entryAt: 'edge' | 'middle';
  validBars: number;
  stopBuffer: number;
  atrPeriod: number;
  rewardToRisk: number;
};

const breakParams: z.ZodType<BreakParams> = z.strictObject({
  swingLength: z
    .number()
    .int()
    .min(1)
    .max(1000)
    .default(10)
    .meta({ title: 'Swing length', description: 'Bars before and after a swing that must not go beyond it' }),
  closeBreak: z
    .boolean()
    .default(true)
    .meta({ title: 'Close break', description: 'A level is broken by a close beyond it; otherwise by a high or low' }),
  zone: z.enum(['either', 'fvg', 'order-block']).default('either').meta({
    title: 'Zone',
    description: 'Enters at a fair value gap, an order block, or whichever the price comes to first',
  }),
  entryAt: z
    .enum(['edge', 'middle'])
    .default('edge')
    .meta({ title: 'Entry at', description: 'The near edge of the zone, or its middle' }),
  validBars: z
    .number()
    .int()
    .min(1)
    .max(1000)
    .default(20)
    .meta({ title: 'Valid for', description: 'Bars from the break on that the entry may rest' }),
  stopBuffer: z
    .number()
    .min(0)
    .max(100)
    .default(0.25)
    .meta({ title: 'Stop buffer', description: 'Distance of the stop beyond the swing, in ATRs' }),
  atrPeriod: z.number().int().min(1).max(1000).default(14).meta({ title: 'ATR period', description: 'Candles' }),
  rewardToRisk: z
    .number()
    .min(0.1)
    .max(100)
    .default(2)
    .meta({ title: 'Reward to risk', description: 'Distance of the target, in distances of the stop' }),
});

/** Structure looks back without end; this many swing lengths of bars are enough for three swings and a break. */
const WARM_SWINGS = 10;

export type StructureBreak = {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly kind: 'bos' | 'choch';
  readonly side: 'long' | 'short';
  /** What the break is, in words: the first sentences of its rule. */
  readonly pattern: string;
};

/** One of the strategies that wait for a break of structure and enter where the price comes back to. */
export function defineStructureBreak({
  id,
  title,
  description,
  kind,
  side,
  pattern,
}: StructureBreak): StrategyDefinition {
  return defineStrategy<BreakParams>({
    id,
    title,
    description,
    rule: ruleOf(pattern, side),
    params: breakParams,
    indicators: requests,
    warmUp: (params) => Math.max(longestWarmUp(requests(params)), WARM_SWINGS * params.swingLength),
    create(params, inputs) {
      const terms: SetupTerms = { ...params, sign: side === 'long' ? 1 : -1 };
      const readers = readersOf(inputs, { kind, side, zone: params.zone });
      const { position } = inputs;
      return {
        decide() {
          if (position.side !== 'flat') return HOLD;
          const setup = setupAtNow(readers, terms);
          if (setup === null) return CANCEL_ENTRIES;
          const { tag, entry, stop, target } = setup;
          const bracket = { stopLoss: { price: stop }, target: { price: target } };
          // A newer break may be entered at the other kind of zone: what rests there is taken back.
          return [
            { kind: 'cancel', tag: tag === 'fvg' ? 'order-block' : 'fvg' },
            { kind: 'enter', side, tag, limitPrice: entry, bracket },
          ];
        },
        /** All of its side while a setup is alive, with the price it would enter at. */
        explain() {
          const setup = setupAtNow(readers, terms);
          if (setup === null) return { score: 0, parts: [] };
          return {
            score: terms.sign,
            parts: [{ signal: setup.tag, score: terms.sign, weight: 1, value: setup.entry }],
          };
        },
      };
    },
  });
}

function requests({ swingLength, closeBreak, atrPeriod }: BreakParams) {
  return {
    structure: request(marketStructure, { swingLength, closeBreak }),
    range: request(atr, { period: atrPeriod }),
  };
}

function readersOf(
  inputs: StrategyInputs,
  { kind, side, zone }: Pick<StructureBreak, 'kind' | 'side'> & Pick<BreakParams, 'zone'>,
): SetupReaders {
  const structure = (output: string) => inputs.indicator('structure', output);
  const [own, other] = side === 'long' ? ['bullish', 'bearish'] : ['bearish', 'bullish'];
  const [near, far] = side === 'long' ? ['Top', 'Bottom'] : ['Bottom', 'Top'];
  const zoneOf = (tag: ZoneTag, name: string): ZoneReaders[] =>
    zone === 'either' || zone === tag
      ? [{ tag, near: structure(`${own}${name}${near}`), far: structure(`${own}${name}${far}`) }]
      : [];
  return {
    high: inputs.high,
    low: inputs.low,
    close: inputs.close,
    range: inputs.indicator('range'),
    wanted: structure(kind === 'bos' ? `${own}Bos` : `${own}Choch`),
    opposite: [structure(`${other}Bos`), structure(`${other}Choch`)],
    swing: structure(side === 'long' ? 'swingLow' : 'swingHigh'),
    zones: [...zoneOf('fvg', 'Gap'), ...zoneOf('order-block', 'Block')],
  };
}

function ruleOf(pattern: string, side: 'long' | 'short'): string {
  const long = side === 'long';
  const [direction, low, below, above] = long
    ? ['bullish', 'low', 'below', 'above']
    : ['bearish', 'high', 'above', 'below'];
  return `${pattern} It is known at the close that breaks the level, or at the later one that confirms the last swing; a swing is confirmed \`swingLength\` bars after it.

- From that close on it looks for a zone: the ${direction} fair value gap or order block that the price has not come back to, that lies between the latest swing ${low} and the close, the one the price comes to first. When there is none yet it goes on looking for \`validBars\` bars.
- There a limit ${long ? 'buys' : 'sells'}: at the edge of the zone the price comes to first, or at its middle. The entry's tag names the zone: \`fvg\` or \`order-block\`.
- The stop lies \`stopBuffer\` × ATR ${below} the swing ${low} the break came from, the target \`rewardToRisk\` times as far from the entry ${above} it.
- The entry is taken back \`validBars\` bars after the break and with a break the other way. A bar that trades beyond the entry uses the setup up, so that no zone the price has gone through is entered, and none twice.
- The newest break counts. While it holds a position it looks for nothing.`;
}
