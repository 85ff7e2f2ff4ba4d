import { randomBytes } from 'node:crypto';
import type { Ids } from '../engine/ports/ids.ts';

/**
 * Client order ids that never repeat in a data folder: the start of this process, chance against a clock that was set
 * back, and a count. 24 characters or a few more, of [a-z0-9-].
 */
export function createOrderIds(startMs: number): Ids {
  const prefix = `bw-${Math.floor(startMs).toString(36)}-${randomBytes(4).toString('hex')}`;
  let count = 0;
  return { nextClientOrderId: () => `${prefix}-${(++count).toString(36)}` };
}
