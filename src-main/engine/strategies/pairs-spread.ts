import { z } from 'zod';
import { EXIT, HOLD, type Intent } from './intent.ts';
import { type PairSpread, PairWindow } from './pair-window.ts';
import { clampScore } from './signals/weighted-score.ts';
import type { Explanation, PositionView, SeriesRequest } from './strategy.ts';
import { defineStrategy } from './strategy.ts';

type PairsParams = {
  other: string;
  leg: 'first' | 'second';
  period: number;
  hedge: 'rolling' | 'fixed';
  ratio: number;
  enterAt: number;
  exitAt: number;
  stopAt: number;
};

const deviations = (most: number) => z.number().min(0).max(most);

const pairsParams: z.ZodType<PairsParams> = z
  .strictObject({
    other: z
      .string()
      .regex(/^([A-Z0-9]{1,20}[-/_][A-Z0-9]{1,20})?$/, 'expected BASE-QUOTE in upper case')
      .default('')
      .meta({
        title: 'Other symbol',
        description: 'BASE-QUOTE, traded where the bot trades; without one it does nothing',
      }),
    leg: z.enum(['first', 'second']).default('first').meta({
      title: 'Leg',
      description: 'Which of the two this bot trades; a bot on the other symbol trades the other',
    }),
    period: z
      .number()
      .int()
      .min(10)
      .max(1000)
      .default(100)
      .meta({ title: 'Period', description: 'Bars of mean, deviation and hedge ratio' }),
    hedge: z
      .enum(['rolling', 'fixed'])
      .default('rolling')
      .meta({ title: 'Hedge', description: 'rolling: the ratio of least squares; fixed: the one named below' }),
    ratio: z
      .number()
      .min(0.001)
      .max(1000)
      .default(1)
      .meta({ title: 'Hedge ratio', description: 'Worth of the second for one of the first, when fixed' }),
    enterAt: deviations(100)
      .default(2)
      .meta({ title: 'Enter at', description: 'Standard deviations of the spread from its mean' }),
    exitAt: deviations(100).default(0.5).meta({ title: 'Leave at', description: 'Standard deviations; nearer leaves' }),
    stopAt: deviations(1000)
      .default(4)
      .meta({ title: 'Give up at', description: 'Standard deviations; 0 never gives up' }),
  })
  .refine(({ exitAt, enterAt }) => exitAt < enterAt, { message: 'exitAt must be below enterAt', path: ['exitAt'] })
  .refine(({ stopAt, enterAt }) => stopAt === 0 || stopAt > enterAt, {
    message: 'stopAt must be above enterAt, or 0',
    path: ['stopAt'],
  });

/** The own bars are asked for as a series too: they come with their times, which the two are matched by. */
function series({ other, period }: PairsParams): Record<'own' | 'other', SeriesRequest> {
  const warmUp = period - 1;
  return { own: { warmUp }, other: other === '' ? { warmUp } : { symbol: other, warmUp } };
}

/** 1 buys the spread (the first, against the second), −1 sells it. */
type SpreadSide = 1 | -1;

/**
 * Two symbols that move together: when their spread is far from its mean the dear one is sold and the cheap one bought until
 * it is back. A bot trades its own instrument only: this is one leg, and a second bot on the other symbol the other one.
 */
export const pairsSpread = defineStrategy<PairsParams>({
  id: 'pairs-spread',
  title: 'Pairs spread',
  description: 'Sells the dear and buys the cheap of two symbols that move together, one leg a bot.',
  rule: `A bot trades one leg. Two make the pair: one on the first symbol (leg first, other: the second), one on the second (leg second, other: the first), with the same numbers.

- The spread is ln(first) − ratio × ln(second) of the closes of bars that both have. The ratio is that of least squares over the period (covariance ÷ variance of the second's logarithms), or the fixed one. The score is (spread − mean) ÷ population standard deviation over the period.
- At a score of \`enterAt\` or more the spread is sold: the first short, the second long. At −\`enterAt\` or less it is bought. A negative ratio turns the second leg round.
- The leg whose worth is smaller by the ratio takes as much less of its bot's size: first ÷ max(1, ratio), second × ratio ÷ max(1, ratio).
- It leaves when a spread that was sold is down to a score of \`exitAt\`, one that was bought up to −\`exitAt\`.
- At a score of \`stopAt\` on either side it leaves too, and enters nothing before the score has been within \`exitAt\`.
- While the two have no common bar it does nothing.`,
  params: pairsParams,
  indicators: () => ({}),
  series,
  warmUp: ({ period }) => period - 1,
  create(params, inputs) {
    const [own, other] = [inputs.series('own'), inputs.series('other')];
    const { leg, period, hedge, enterAt, exitAt, stopAt } = params;
    const window = leg === 'first' ? new PairWindow(own, other, period) : new PairWindow(other, own, period);
    const spreadAt = (ago: number) => window.spreadAt(ago, hedge === 'fixed' ? params.ratio : null);
    let spread: PairSpread | null = null;
    /** It gave up, and the spread has not been back since; looked up once, then remembered. */
    let gaveUp: boolean | null = null;
    return {
      decide() {
        spread = spreadAt(0);
        if (spread === null) return HOLD;
        const { score } = spread;
        gaveUp ??= hasGivenUp(params, (ago) => spreadAt(ago)?.score ?? Number.NaN);
        if (stopAt > 0 && Math.abs(score) >= stopAt) gaveUp = true;
        else if (Math.abs(score) <= exitAt) gaveUp = false;
        if (gaveUp) return EXIT;
        if (Math.abs(score) >= enterAt) return entryOf(leg, spread, score > 0 ? -1 : 1);
        const held = heldSide(leg, spread.ratio, inputs.position);
        return held !== 0 && held * score >= -exitAt ? EXIT : HOLD;
      },
      explain: () => explanationOf(leg, spread, enterAt),
    };
  },
});

/** Looks back to the bar that gave up or was back, whichever came last. */
function hasGivenUp({ stopAt, exitAt }: PairsParams, scoreAt: (barsAgo: number) => number): boolean {
  if (stopAt === 0) return false;
  for (let ago = 1; ; ago++) {
    const size = Math.abs(scoreAt(ago));
    if (Number.isNaN(size) || size <= exitAt) return false;
    if (size >= stopAt) return true;
  }
}

function entryOf(leg: PairsParams['leg'], { ratio }: PairSpread, side: SpreadSide): Intent {
  const size = Math.abs(ratio);
  const share = (leg === 'first' ? 1 : size) / Math.max(1, size);
  if (!(share > 0)) return HOLD;
  const tag = side === 1 ? 'spread-low' : 'spread-high';
  return {
    kind: 'enter',
    side: side * signOf(leg, ratio) === 1 ? 'long' : 'short',
    tag,
    size: { kind: 'share', share },
  };
}

/** Which side of the spread the own position is; 0 without one. */
function heldSide(leg: PairsParams['leg'], ratio: number, { side }: PositionView): SpreadSide | 0 {
  if (side === 'flat') return 0;
  return ((side === 'long' ? 1 : -1) * signOf(leg, ratio)) as SpreadSide;
}

/** Whether the leg is bought (1) or sold (−1) when the spread is bought. */
function signOf(leg: PairsParams['leg'], ratio: number): 1 | -1 {
  return leg === 'first' || ratio < 0 ? 1 : -1;
}

function explanationOf(leg: PairsParams['leg'], spread: PairSpread | null, enterAt: number): Explanation {
  if (spread === null) return { score: 0, parts: [] };
  const { ratio, score } = spread;
  const wanted = clampScore((-score / Math.max(enterAt, Number.MIN_VALUE)) * signOf(leg, ratio));
  return {
    score: wanted,
    parts: [
      { signal: 'spread', score: wanted, weight: 1, value: score },
      { signal: 'hedge_ratio', score: 0, weight: 0, value: ratio },
    ],
  };
}
