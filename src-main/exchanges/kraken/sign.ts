import { createHash, createHmac } from 'node:crypto';
import type { Clock } from '../../engine/ports/clock.ts';

export type SignedCall = {
  /** From the root of the host, such as `/0/private/AddOrder`. */
  readonly path: string;
  readonly nonce: string;
  /** The form as it is sent, with the nonce in it. */
  readonly body: string;
};

/** The header API-Sign: base64 of HMAC-SHA512 over path and SHA-256(nonce + body); the secret is base64 itself. */
export function apiSign({ path, nonce, body }: SignedCall, secret: string): string {
  const digest = createHash('sha256')
    .update(nonce + body)
    .digest();
  return createHmac('sha512', Buffer.from(secret, 'base64')).update(path).update(digest).digest('base64');
}

/** Numbers that only grow: microseconds of the wall clock, so that they go on growing over restarts. */
export function createNonces(clock: Clock): () => string {
  let last = 0;
  return () => {
    last = Math.max(last + 1, Math.floor(clock.nowMs() * 1000));
    return String(last);
  };
}
