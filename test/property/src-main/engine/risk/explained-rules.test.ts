import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { approve } from '../../../../../src-main/engine/risk/approve.ts';
import type { Proposal, RiskContext } from '../../../../../src-main/engine/risk/rule.ts';
import type { GovernorLimits } from '../../../../../src-main/model/governor-limits.ts';
import { LIMIT_NAMES } from '../../../../../src-main/model/governor-limits.ts';
import type { Money } from '../../../../../src-main/model/money.ts';
import { moneyFromText, priceFromText, quantityFromText } from '../../../../../src-main/model/money.ts';
import { REGIMES } from '../../../../../src-main/model/regime.ts';
import type { RiskCheck } from '../../../../../src-main/model/risk-check.ts';
import type { RiskMode } from '../../../../../src-main/model/risk-mode.ts';
import { NORMAL } from '../../../../../src-main/model/risk-mode.ts';
import { openMarket } from '../../../../fakes/approved.ts';
import { orderOf } from '../../../../fakes/venue-desk.ts';

const NOW_MS = 1_700_000_000_000;
/** Few values, so that limits are met exactly as often as they are passed and missed. */
const money = fc.integer({ min: 0, max: 12 }).map((hundreds) => moneyFromText(String(hundreds * 100)));
const fraction = fc.constantFrom(0.1, 0.25, 0.5, 1);
const some = <T>(value: fc.Arbitrary<T>) => fc.option(value, { freq: 2, nil: null });
const rarely = <T>(value: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 6, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: value });

const limits: fc.Arbitrary<GovernorLimits> = fc
  .tuple(...LIMIT_NAMES.map(() => fc.constantFrom(null, null, null, null, null, 1, 2, 3, 4)))
  .map((picks) =>
    Object.fromEntries(
      LIMIT_NAMES.map((name, index) => {
        const pick = picks[index] ?? null;
        const isCount = name === 'positions' || name === 'ordersPerMinute';
        return [name, pick === null ? null : { most: isCount ? pick : pick / 4, onBreach: 'refuse' }];
      }),
    ),
  ) as fc.Arbitrary<GovernorLimits>;

const mode = fc.constantFrom<RiskMode>(
  NORMAL,
  NORMAL,
  NORMAL,
  NORMAL,
  NORMAL,
  ...(['noNewPositions', 'reduceOnly'] as const).map((kind): RiskMode => {
    return { kind, holds: [{ kind, source: 'person', reason: 'news', until: 'released', sinceMs: 1 }] };
  }),
);

const window = money.map((equity) => ({ startMs: 0, start: equity, peak: equity }));
const governor = fc
  .record({
    ...{ limits, mode, asset: fc.constant('USDT'), equity: money },
    marks: rarely(fc.record({ peak: money, day: window, week: window })),
    orders: fc.integer({ min: 0, max: 5 }),
    exposure: fc.record({
      ...{ gross: money, net: money, buys: money, sells: money, asset: money, quote: money, cluster: money },
      positions: fc.integer({ min: 0, max: 5 }),
    }),
    unknown: fc.constantFrom(null, null, null, null, null, null, 'BTC has no price'),
  })
  .map(({ orders, exposure, unknown, ...rest }) => {
    const counts = { mayOrder: (most: number) => orders < most, sentWithinMinute: () => orders };
    const views = { exposureWith: () => exposure, inAsset: (amount: Money) => amount, unknownValue: () => unknown };
    return { ...rest, ...views, ...counts };
  });

const context: fc.Arbitrary<RiskContext> = fc
  .record({
    halted: fc.constantFrom(false, false, false, false, false, true),
    limits: fc.record({
      ...{ maxPositionFraction: some(fraction), maxDailyLossFraction: some(fraction) },
      dayRollOffsetMs: fc.constant(0),
    }),
    ...{ equity: money, buyingPower: money, dayStartEquity: money, quoteAsset: fc.constant('USDT') },
    ...{ isLive: fc.constantFrom(false, false, true), wasReconciled: fc.boolean(), governor: some(governor) },
    why: fc.constantFrom(null, null, null, null, null, null, 'balances were not compared'),
  })
  .map(({ why, ...rest }) => ({ ...rest, universe: null, whyNotReconciled: () => why }));

const order = fc
  .record({
    side: fc.constantFrom('buy' as const, 'buy' as const, 'sell' as const),
    purpose: fc.constantFrom('entry' as const, 'entry' as const, 'flatten' as const),
    reduceOnly: fc.constantFrom(false, false, false, true),
    price: some(fc.integer({ min: 50, max: 150 })),
    quantity: fc.integer({ min: 1, max: 12 }),
  })
  .map(({ price, quantity, ...rest }) =>
    orderOf({
      ...rest,
      createdMs: NOW_MS,
      size: { kind: 'base', quantity: quantityFromText(String(quantity)) },
      type: price === null ? { kind: 'market' } : { kind: 'limit', price: priceFromText(String(price)) },
    }),
  );

const LIVE = ['live', 'live', 'live', 'live', 'live'] as const;

const proposal: fc.Arbitrary<Proposal> = fc
  .record({
    ...{ order, notional: money, margin: money, frees: money, held: money, adds: fc.boolean() },
    feed: fc.constantFrom(...LIVE, 'stale' as const),
    regime: rarely(
      fc.record({
        allowed: fc.subarray([...REGIMES], { minLength: 1 }),
        now: fc.record({ current: some(fc.constantFrom(...REGIMES)), sinceMs: fc.constant(NOW_MS) }),
      }),
    ),
    cooldown: rarely(
      fc.record({
        terms: fc.record({
          afterLossMs: some(fc.constant(1000)),
          lossesInRow: some(fc.constant({ count: 2, pauseMs: 5000 })),
          lossesPerDay: some(fc.integer({ min: 1, max: 3 })),
        }),
        lossTimesMs: fc.array(fc.constantFrom(NOW_MS - 4000, NOW_MS - 500, 1), { maxLength: 3 }),
        lossesInRow: fc.integer({ min: 0, max: 3 }),
        dayStartMs: fc.constant(NOW_MS - 10_000),
        nowMs: fc.constant(NOW_MS),
      }),
    ),
  })
  .map(({ feed, ...rest }) => ({ ...rest, market: { ...openMarket, feed: { state: feed, sinceMs: NOW_MS } } }));

/** What the words themselves say: `at most 5 …` against `7 …`. Null for words without two numbers to compare. */
function verdictInWords({ limit, actual }: { readonly limit: string; readonly actual: string }): boolean | null {
  const number = /-?\d+(\.\d+)?/;
  const [bound, value] = [number.exec(limit)?.[0], /^-?\d+(\.\d+)?/.exec(actual)?.[0]];
  if (bound === undefined || value === undefined || limit.includes(';')) return null;
  const [most, is] = [moneyFromText(bound), moneyFromText(value)];
  // What was sent is told without the order itself.
  if (limit.includes('a minute')) return is < most;
  if (limit.includes('at most')) return is <= most;
  if (limit.includes('at least')) return is >= most;
  return limit.includes('less than') || limit.includes('below') || limit.includes('fewer') ? is < most : null;
}

describe('what rules say when they are to explain themselves (SPEC 5.11)', () => {
  it('is never another verdict than the one they give in silence, and its words say the same', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(proposal, context, (proposed, account) => {
        const kept: RiskCheck[] = [];
        const explained = approve(proposed, account, kept);
        expect(explained).toEqual(approve(proposed, account));
        const last = kept.at(-1);
        expect(last?.verdict === 'refused').toBe(!explained.approved);
        if (!explained.approved && last?.verdict === 'refused') {
          const { verdict: _verdict, ...refusal } = last;
          expect(refusal).toEqual(explained.refusal);
        }
        for (const check of explained.approved ? kept : kept.slice(0, -1)) expect(check.verdict).not.toBe('refused');
        if (explained.approved) expect(kept).toHaveLength(proposed.order.reduceOnly ? 4 : 23);
        for (const check of kept) {
          if (check.verdict === 'notApplicable') continue;
          const words = verdictInWords(check);
          // Nothing is wanted at all: a rule of its own, whatever is free.
          if (words === null || check.rule === 'buyingPower') continue;
          expect([check, words]).toEqual([check, check.verdict === 'allowed']);
          seen.add(`${check.rule} ${check.verdict}`);
        }
      }),
      { numRuns: 3000, seed: 5 },
    );
    const met = [
      'maxPosition',
      'dailyLoss',
      'assetExposure',
      'grossExposure',
      'netExposure',
      'positions',
      'orderValue',
    ];
    for (const rule of met) for (const verdict of ['allowed', 'refused']) expect(seen).toContain(`${rule} ${verdict}`);
  });
});
