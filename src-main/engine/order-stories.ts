import type { Money } from '../model/money.ts';
import { moneyFromText, moneyToText, priceFromNumber } from '../model/money.ts';
import type { Order } from '../model/order.ts';
import type { OrderStory, SizingInput, StoryDecision, StorySizing } from '../model/order-story.ts';
import type { RiskCheck } from '../model/risk-check.ts';
import { wholeSizeFacts } from './bot-sizing.ts';
import type { BotLane, EngineContext } from './context.ts';
import { instrumentOf } from './context.ts';
import type { SizingFacts } from './risk/sizing/size-entry.ts';
import { sizeEntry } from './risk/sizing/size-entry.ts';
import type { EnterIntent } from './strategies/intent.ts';

/** Where rules may say what they compared; null where nobody keeps it. */
export function storyChecks({ explainDecisions }: EngineContext): RiskCheck[] | null {
  return explainDecisions ? [] : null;
}

/** Why an order leaves, from what the engine stands on at this moment; the checks are those that let it go. */
export function storyOf(lane: BotLane, order: Order, checks: readonly RiskCheck[]): OrderStory {
  const { plan } = lane;
  const { price } = lane.market.mark;
  const told = { latestPrice: price > 0 ? priceFromNumber(price) : null, checks };
  if (order.parentId === undefined || plan === null) return { ...reasonsOf(lane, order), plan: null, ...told };
  // The first of a plan tells for all of them: later ones leave while other decisions are made.
  if (plan.plan.children > 1) return { decision: null, sizing: null, plan: null, ...told };
  const { style, arrivalPrice } = plan.plan;
  const begun = { style: style.kind, arrivalPrice: priceFromNumber(arrivalPrice), checks: plan.checks };
  return { ...reasonsOf(lane, plan.plan.parent), plan: begun, ...told };
}

function reasonsOf(lane: BotLane, order: Order): Pick<OrderStory, 'decision' | 'sizing'> {
  const intent = order.purpose === 'entry' ? (lane.entries.get(order.clientOrderId) ?? lane.plan?.intent) : undefined;
  return {
    decision: order.purpose === 'entry' || order.purpose === 'signal' ? decisionBehind(lane, order) : null,
    sizing: intent === undefined ? null : sizingOf(lane, intent),
  };
}

/** The latest decision, if it can be the one that wanted this order: made at this moment, or to this side. */
function decisionBehind({ decision, running }: BotLane, { side, createdMs }: Order): StoryDecision | null {
  if (decision === null || running === null || running.frame.count === 0) return null;
  if (decision.timeMs !== createdMs && decision.action !== side) return null;
  const { timeMs, score, parts } = decision;
  return { timeMs, barOpenMs: running.frame.lastOpenMs, score, parts, regime: running.regime?.current ?? null };
}

type Inputs = readonly (readonly [name: SizingInput, value: string | number | null])[];

/** By the functions that made the size, asked once more without its bounds. */
function sizingOf(lane: BotLane, intent: EnterIntent): StorySizing {
  const { quoteAsset, baseAsset } = instrumentOf(lane);
  const money = (amount: Money): string => `${moneyToText(amount)} ${quoteAsset}`;
  const now = lane.running?.regime?.current ?? null;
  const factor = now === null ? null : (lane.config.regimes?.sizeFactors[now] ?? null);
  const facts = wholeSizeFacts(lane, intent);
  const bounds: Inputs = [
    ['equity', money(facts.equity)],
    ['most', money(facts.most)],
  ];
  const story = (method: StorySizing['method'], inputs: Inputs, wanted: string): StorySizing => ({
    method,
    inputs: [...bounds, ...inputs, ['regimeFactor', factor] as const].flatMap(([name, value]) =>
      value === null ? [] : [{ name, value: String(value) }],
    ),
    wanted,
  });
  const { size } = intent;
  if (size?.kind === 'quantity') return story('named', [], `${size.quantity} ${baseAsset}`);
  if (size?.kind === 'amount') return story('named', [], `${size.amount} ${quoteAsset}`);
  const { sizing } = lane.config.risk;
  const share: Inputs = size === undefined ? [] : [['share', size.share]];
  if (sizing === undefined) return story('share', share, money(facts.most));
  const wanted = sizeEntry(sizing, { ...facts, most: UNBOUNDED });
  return story(sizing.kind, [...inputsOf(lane, facts), ...share], 'amount' in wanted ? money(wanted.amount) : '');
}

/** More than anybody has. */
const UNBOUNDED = moneyFromText('1000000000000000');

function inputsOf({ config }: BotLane, { stopDistance, dailyVolatility, kelly }: SizingFacts): Inputs {
  const { sizing } = config.risk;
  switch (sizing?.kind) {
    case 'riskPerTrade':
      return [
        ['riskFraction', sizing.riskFraction],
        ['stopDistance', stopDistance],
      ];
    case 'volatilityTarget':
      return [
        ['dailyFraction', sizing.dailyFraction],
        ['dailyVolatility', dailyVolatility],
      ];
    case 'kelly':
      return [
        ['kellyShare', Number.isFinite(kelly.share) ? kelly.share : null],
        ['trips', kelly.trips],
      ];
    default:
      return [];
  }
}
