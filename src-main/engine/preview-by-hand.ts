import type { HeldBy, ManualOrder, ManualPreview } from '../model/manual-order.ts';
import type { Money, Price, Quantity } from '../model/money.ts';
import { feeOf, notionalOf, priceFromNumber, ratioFromBps, ZERO_MONEY } from '../model/money.ts';
import type { RiskCheck } from '../model/risk-check.ts';
import type { Draft } from './by-hand.ts';
import { dismiss, draftOf, handLane } from './by-hand.ts';
import type { BotLane, EngineContext } from './context.ts';
import { instrumentOf } from './context.ts';
import { whyTooSmall } from './entry-minimum.ts';
import { capabilitiesOf } from './locking.ts';
import { checksOf } from './send.ts';
import { takesNow, takingCostBps } from './taken-price.ts';

/** What the order would be and come to now, or why there is none. Sends nothing and tells nobody. */
export function previewByHand(engine: EngineContext, wanted: ManualOrder): ManualPreview | string {
  const seen = handLane(engine, wanted);
  if (typeof seen === 'string') return seen;
  const { lane, isNew } = seen;
  const draft = draftOf(engine, lane, wanted);
  const preview = typeof draft === 'string' ? draft : previewOf(engine, lane, wanted, draft);
  if (isNew) dismiss(lane);
  return preview;
}

function previewOf(engine: EngineContext, lane: BotLane, wanted: ManualOrder, draft: Draft): ManualPreview {
  const { order, quantity, price, reduces } = draft;
  const asked = { side: order.side, type: order.type, quantity };
  const takes = takesNow({ market: lane.market, ...asked });
  const worth = notionalOf(price, quantity);
  const positionAfter = (lane.holding.position.quantity + (order.side === 'buy' ? quantity : -quantity)) as Quantity;
  const exposureBefore = exposureOf(engine, lane);
  const { stopLoss } = wanted;
  return {
    reduces,
    quantity,
    price,
    worth,
    takes,
    fee: feeFor(engine, lane, worth, order.type.kind === 'market' || order.type.kind === 'stop' || takes),
    slippageBps: takes ? takingCostBps(engine, lane.market, asked) : null,
    positionAfter,
    equity: lane.account.portfolio.equity(),
    exposureBefore,
    exposureAfter: (exposureBefore + (reduces ? -worth : worth)) as Money,
    lossAtStop: reduces || stopLoss === null ? null : notionalOf(distance(price, stopLoss), quantity),
    heldBy: heldBy(lane, wanted),
    checks: checksWith(engine, lane, draft),
  };
}

/** The least an entry may be is no rule of risk: it is asked before them. */
function checksWith(engine: EngineContext, lane: BotLane, { order, intent, notional }: Draft): readonly RiskCheck[] {
  const tooSmall = intent === null ? null : whyTooSmall(engine, lane, intent, notional);
  return tooSmall === null ? checksOf(engine, lane, order, notional) : [{ ...tooSmall, verdict: 'refused' }];
}

const distance = (left: Price, right: Price): Price => (left > right ? left - right : right - left) as Price;

function feeFor(engine: EngineContext, lane: BotLane, worth: Money, isTaker: boolean): ManualPreview['fee'] {
  const rates = engine.ports.feesOf?.(lane.account.account.id, instrumentOf(lane).id) ?? null;
  if (rates === null) return null;
  const bps = isTaker ? rates.takerFeeBps : rates.makerFeeBps;
  return { bps, amount: feeOf(worth, ratioFromBps(bps)) };
}

/** What the account holds at the latest prices, without signs; at cost where there is no price. */
function exposureOf(engine: EngineContext, { account }: BotLane): Money {
  let exposure: bigint = ZERO_MONEY;
  for (const { account: other, holding } of engine.lanes.values()) {
    const { quantity, cost } = holding.position;
    if (other !== account || quantity === 0n) continue;
    const value = holding.mark.price > 0 ? notionalOf(priceFromNumber(holding.mark.price), quantity) : cost;
    exposure += value < 0n ? -value : value;
  }
  return exposure as Money;
}

/** Where stops and targets cannot both rest the one that cannot is watched here. */
function heldBy(lane: BotLane, { stopLoss, target }: ManualOrder): ManualPreview['heldBy'] {
  const { locks, lists, brackets, stops } = capabilitiesOf(lane);
  const bothFit = stops && (!locks || lists || brackets === true);
  const stop: HeldBy = stops ? 'venue' : 'engine';
  const aim: HeldBy = bothFit || !stops || stopLoss === null ? 'venue' : 'engine';
  return { stopLoss: stopLoss === null ? null : stop, target: target === null ? null : aim };
}
