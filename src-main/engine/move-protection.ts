import type { Bracket } from '../model/bracket.ts';
import type { Price } from '../model/money.ts';
import { priceToNumber, priceToText } from '../model/money.ts';
import type { BotLane, EngineContext } from './context.ts';
import { instrumentOf } from './context.ts';
import type { EngineCommand } from './events.ts';
import { levelPrice, protectionOf } from './execution/protection.ts';
import { changeBracket } from './guard.ts';
import { trailsAtVenue } from './locking.ts';

type Move = Extract<EngineCommand, { kind: 'moveProtection' }>;

/**
 * A person puts the stop or the target of what a bot holds at another price, as the strategy could: by its bracket, so
 * that the order is sent through risk, is on disk and comes back after a restart. Returns why not, and then nothing has
 * changed; or null.
 */
export function moveProtection(engine: EngineContext, lane: BotLane, { purpose, price }: Move): string | null {
  const wrong = whyNotMoved(engine, lane, { purpose, price });
  if (wrong !== null) return wrong;
  const before = lane.bracket ?? {};
  const level = { price };
  const moved: Bracket = purpose === 'stop' ? { ...before, stopLoss: level } : { ...before, target: level };
  const terms = { risk: lane.config.risk, trailingPrice: lane.trailingPrice, trailsAtVenue: trailsAtVenue(lane) };
  if (purpose === 'stop') {
    const wanted = wantedPrice(lane, purpose, price);
    const inForce = protectionOf(lane.holding.position, { ...terms, bracket: moved }, instrumentOf(lane).tick);
    const stop = inForce.find((one) => one.purpose === 'stop')?.type;
    if (stop?.kind === 'stop' && stop.trigger !== wanted) {
      return `stop is ${priceToText(wanted)}, expected no further away than ${priceToText(stop.trigger)}, where the bot's own settings put it`;
    }
  }
  changeBracket(engine, lane, moved);
  if (!lane.lacksProtection) return null;
  // Risk did not let the new one go. The old one rests still, and is what is wanted again.
  changeBracket(engine, lane, before);
  return `the ${purpose} at ${price} was refused by risk, the one before stays`;
}

function whyNotMoved(engine: EngineContext, lane: BotLane, { purpose, price }: Pick<Move, 'purpose' | 'price'>) {
  const { position, mark } = lane.holding;
  if (position.quantity === 0n) return `bot "${lane.config.id}" holds nothing, expected a position with a ${purpose}`;
  if (engine.halt !== null) return `trading is halted (${engine.halt.reason}), release it before moving a ${purpose}`;
  if (!(price > 0) || !Number.isFinite(price)) return `price is ${price}, expected a price above 0`;
  if (Number.isNaN(mark.price))
    return `${lane.config.instrumentId} has no price yet, expected one to hold the level against`;
  const isBelow = priceToNumber(wantedPrice(lane, purpose, price)) < mark.price;
  const belongsBelow = position.quantity > 0n === (purpose === 'stop');
  if (isBelow === belongsBelow && priceToNumber(wantedPrice(lane, purpose, price)) !== mark.price) return null;
  const side = belongsBelow ? 'below' : 'above';
  return `${purpose} is ${price}, expected a price ${side} the latest, which is ${mark.price}: it would close at once`;
}

const wantedPrice = (lane: BotLane, purpose: Move['purpose'], price: number): Price =>
  levelPrice(lane.holding.position, { price }, purpose === 'stop' ? 'loss' : 'gain', instrumentOf(lane).tick);
