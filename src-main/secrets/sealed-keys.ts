import type { ExchangeKeys } from '../engine/ports/exchange.ts';

/** What a person gives to let us sign in their name. */
export type KeyFields = { readonly apiKey: string; readonly secret: string; readonly passphrase?: string };

const INSPECT = Symbol.for('nodejs.util.inspect.custom');

/**
 * Keys whose text, JSON and inspection are blank and whose fields are not enumerable: spreading, logging or cloning them by
 * mistake loses them instead of showing them.
 */
export function sealKeys({ apiKey, secret, passphrase }: KeyFields): ExchangeKeys {
  const blank = (): string => '[keys]';
  const hidden = (value: unknown): PropertyDescriptor => ({ value, enumerable: false, writable: false });
  return Object.freeze(
    Object.create(null, {
      apiKey: hidden(apiKey),
      secret: hidden(secret),
      ...(passphrase !== undefined && { passphrase: hidden(passphrase) }),
      toJSON: hidden(blank),
      toString: hidden(blank),
      [INSPECT]: hidden(blank),
    }),
  ) as ExchangeKeys;
}
