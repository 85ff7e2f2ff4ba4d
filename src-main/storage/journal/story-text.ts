import { priceFromText, priceToText } from '../../model/money.ts';
import type { OrderStory, SizingInput, StoryDecision, StoryPlan, StorySizing } from '../../model/order-story.ts';
import type { RiskCheck } from '../../model/risk-check.ts';

/** rule, limit, actual of one that allowed; rule, why of one that had nothing to say. An order that left has no others. */
type CheckCells = readonly [string, string, string] | readonly [string, string];

/** As it is kept: without what repeats in every order, because every order waits until it is on disk. */
type KeptStory = {
  readonly d?: StoryDecision;
  readonly s?: { readonly m: StorySizing['method']; readonly i: Readonly<Record<string, string>>; readonly w: string };
  readonly p?: { readonly s: StoryPlan['style']; readonly a: string; readonly c: readonly CheckCells[] };
  readonly l?: string;
  readonly c: readonly CheckCells[];
};

export function storyToText({ decision, sizing, plan, latestPrice, checks }: OrderStory): string {
  const kept: KeptStory = {
    ...(decision === null ? {} : { d: decision }),
    ...(sizing === null ? {} : { s: { m: sizing.method, i: inputCells(sizing), w: sizing.wanted } }),
    ...(plan === null ? {} : { p: { s: plan.style, a: priceToText(plan.arrivalPrice), c: plan.checks.map(cellsOf) } }),
    ...(latestPrice === null ? {} : { l: priceToText(latestPrice) }),
    c: checks.map(cellsOf),
  };
  return JSON.stringify(kept);
}

export function storyFromText(text: string): OrderStory {
  const { d, s, p, l, c } = JSON.parse(text) as KeptStory;
  return {
    decision: d ?? null,
    sizing: s === undefined ? null : { method: s.m, inputs: inputsOf(s.i), wanted: s.w },
    plan: p === undefined ? null : { style: p.s, arrivalPrice: priceFromText(p.a), checks: p.c.map(checkOf) },
    latestPrice: l === undefined ? null : priceFromText(l),
    checks: c.map(checkOf),
  };
}

function inputCells({ inputs }: StorySizing): Readonly<Record<string, string>> {
  return Object.fromEntries(inputs.map(({ name, value }) => [name, value]));
}

function inputsOf(cells: Readonly<Record<string, string>>): StorySizing['inputs'] {
  return Object.entries(cells).map(([name, value]) => ({ name: name as SizingInput, value }));
}

function cellsOf(check: RiskCheck): CheckCells {
  return check.verdict === 'notApplicable' ? [check.rule, check.why] : [check.rule, check.limit, check.actual];
}

function checkOf([rule, first, actual]: CheckCells): RiskCheck {
  if (actual === undefined) return { rule, verdict: 'notApplicable', why: first };
  return { rule, verdict: 'allowed', limit: first, actual };
}
