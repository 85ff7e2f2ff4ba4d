import { z } from 'zod';
import type { EnterIntent, EntrySize, Intent } from '../../../src-main/engine/strategies/intent.ts';
import { EXIT, HOLD } from '../../../src-main/engine/strategies/intent.ts';
import type { StrategyDefinition, StrategyInputs } from '../../../src-main/engine/strategies/strategy.ts';
import { defineStrategy } from '../../../src-main/engine/strategies/strategy.ts';
import type { Bracket } from '../../../src-main/model/bracket.ts';
import type { World } from '../world/world.ts';

export const CHAOS = 'chaos';

/** Made once: a schema is compiled when it is first used. */
const NO_PARAMS = z.strictObject({});

/** Wants anything a strategy may want, by chance, until the world is healed. */
export function chaosStrategy(world: World): StrategyDefinition {
  return defineStrategy({
    id: CHAOS,
    title: 'Chaos',
    description: 'For the simulation',
    params: NO_PARAMS,
    indicators: () => ({}),
    warmUp: () => 0,
    create: (_params, inputs) => ({
      decide: () => (world.isHealed || !world.chance(world.plan.eagerness) ? HOLD : anything(world, inputs)),
    }),
  });
}

function anything(world: World, { position, close }: StrategyInputs): Intent | readonly Intent[] {
  const price = close.at(0);
  const draw = world.random.next();
  if (position.side === 'flat' || draw < 0.5) return entry(world, price);
  if (draw < 0.6) return EXIT;
  // Where orders lock what they may sell a part of it is not for sale while the rest is protected.
  if (draw < 0.8 && world.plan.market === 'spot') return { kind: 'protect', bracket: bracket(world, price) };
  if (draw < 0.7) return { kind: 'exit', tag: 'part', share: world.between(0.1, 0.9) };
  if (draw < 0.8) return restingExit(world, { price, isLong: position.side === 'long' });
  if (draw < 0.9) return { kind: 'protect', bracket: bracket(world, price) };
  if (draw < 0.95) return { kind: 'cancel' };
  return [EXIT, entry(world, price)];
}

function entry(world: World, price: number): EnterIntent {
  const side = world.plan.market === 'spot' || world.chance(0.5) ? 'long' : 'short';
  const away = (share: number): number => price * (side === 'long' ? 1 - share : 1 + share);
  const style = world.random.next();
  // A price that is through the market by far: it trades at the market.
  const isFar = style >= 0.4 && world.chance(0.08);
  return {
    kind: 'enter',
    side,
    tag: world.pick([side, 'a', 'b']),
    maxEntries: world.chance(0.3) ? 3 : 1,
    ...(style < 0.4
      ? {}
      : style < 0.75
        ? { limitPrice: away(isFar ? -0.6 : world.between(-0.001, 0.006)), postOnly: world.chance(0.2) }
        : {}),
    ...(style >= 0.75 ? stopTerms(world, away, isFar) : {}),
    ...(isFar
      ? { size: { kind: 'quantity', quantity: Number((world.between(1_000, 6_000) / price).toFixed(4)) } }
      : sizeOf(world, price)),
    ...(world.chance(0.4) ? { bracket: bracket(world, price) } : {}),
  };
}

/** A stop, or one behind which a limit waits; touched already now and then. */
function stopTerms(
  world: World,
  away: (share: number) => number,
  isFar: boolean,
): Pick<EnterIntent, 'stopPrice' | 'limitPrice'> {
  const beyond = isFar ? -0.6 : world.between(-0.001, 0.004);
  const stopPrice = away(-beyond);
  return world.chance(0.4) ? { stopPrice, limitPrice: away(-beyond - world.between(0, 0.004)) } : { stopPrice };
}

function sizeOf(world: World, price: number): { readonly size?: EntrySize } {
  const draw = world.random.next();
  if (draw < 0.4) return {};
  if (draw < 0.6) return { size: { kind: 'share', share: world.between(0.2, 1) } };
  if (draw < 0.8) return { size: { kind: 'amount', amount: Math.round(world.between(50, 3_000)) } };
  return { size: { kind: 'quantity', quantity: Number((world.between(50, 3_000) / price).toFixed(4)) } };
}

function bracket(world: World, price: number): Bracket {
  return {
    ...(world.chance(0.6) ? { stopLoss: { fraction: world.between(0.003, 0.03) } } : {}),
    ...(world.chance(0.4) ? { target: { fraction: world.between(0.003, 0.03) } } : {}),
    ...(world.chance(0.3) ? { trailing: trailing(world, price) } : {}),
    ...(world.chance(0.2) ? { maxBars: 1 + Math.floor(world.random.next() * 4) } : {}),
  };
}

function trailing(world: World, price: number): NonNullable<Bracket['trailing']> {
  const distance = price * world.between(0.003, 0.02);
  return world.chance(0.5) ? { distance, follows: 'market' } : { distance };
}

function restingExit(world: World, { price, isLong }: { price: number; isLong: boolean }): Intent {
  const share = world.between(0.2, 1);
  const gain = price * (isLong ? 1 + world.between(0, 0.01) : 1 - world.between(0, 0.01));
  const loss = price * (isLong ? 1 - world.between(0.002, 0.01) : 1 + world.between(0.002, 0.01));
  return { kind: 'exit', tag: 'rest', share, limitPrice: gain, ...(world.chance(0.5) ? { stopPrice: loss } : {}) };
}
