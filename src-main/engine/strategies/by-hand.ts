import { z } from 'zod';
import { BY_HAND } from '../../model/manual-order.ts';
import { HOLD } from './intent.ts';
import { defineStrategy } from './strategy.ts';

/** Stands where a strategy stands for what a person orders. It is not offered, never runs and wants nothing. */
export const byHand = defineStrategy({
  id: BY_HAND,
  title: 'By hand',
  description: 'Orders of a person.',
  params: z.strictObject({}),
  indicators: () => ({}),
  warmUp: () => 0,
  create: () => ({ decide: () => HOLD }),
});
