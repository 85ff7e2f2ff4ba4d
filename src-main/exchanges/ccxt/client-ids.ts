import { createHash } from 'node:crypto';
import type { VenueId } from '../../model/instrument.ts';
import type { CcxtClient } from './client.ts';

/**
 * How exchanges let us name an order. Ours, `bw-<start, base36>-<chance, 8 hex>-<count, base36>`, has hyphens, which many
 * refuse: `plain` leaves them out, `uuid` and `hex` hold the three numbers in 122 bits, `number` a digest of them.
 */
export type ClientIdForm = 'plain' | 'uuid' | 'hex' | 'number';

const FORMS: ReadonlyMap<VenueId, ClientIdForm> = new Map([
  ['bitvavo', 'uuid'],
  ['coinbaseexchange', 'uuid'],
  ['revolutx', 'uuid'],
  ['hyperliquid', 'hex'],
  ['backpack', 'number'],
  ['bitfinex', 'number'],
  ['lighter', 'number'],
  ['woo', 'number'],
]);

/** Classes that hand our parameters on as they are, by the name their exchange has for it. */
const NAMES: ReadonlyMap<VenueId, string> = new Map([
  ['bequant', 'client_order_id'],
  ['bitvavo', 'clientOrderId'],
  ['fmfwio', 'client_order_id'],
  ['hitbtc', 'client_order_id'],
  ['indodax', 'client_order_id'],
  ['luno', 'client_order_id'],
  ['xt', 'clientOrderId'],
]);

const OURS = /^bw-([0-9a-z]{1,9})-([0-9a-f]{8})-([0-9a-z]{1,7})$/;
const PLAIN = /^bw([0-9a-z]{9})([0-9a-f]{8})([0-9a-z]{1,7})$/;
const HEX = /^(?:0x)?([0-9a-f]{32})$/;

export const clientIdFormOf = (venue: VenueId): ClientIdForm => FORMS.get(venue) ?? 'plain';

/** What the exchange is told for an id of ours; always the same for the same. */
export function wireClientId(form: ClientIdForm, clientOrderId: string): string {
  const ours = OURS.exec(clientOrderId);
  if (form === 'number') return digest(clientOrderId, 31n).toString();
  if (form === 'plain') {
    if (ours === null) return /^[0-9a-z]{1,26}$/.test(clientOrderId) ? clientOrderId : digestText(clientOrderId);
    return `bw${(ours[1] ?? '').padStart(9, '0')}${ours[2]}${ours[3]}`;
  }
  const number = ours === null ? undefined : pack(ours);
  const free = number ?? digest(clientOrderId, FREE_BITS);
  const text = asUuid(free);
  return form === 'uuid' ? text : `0x${text.replaceAll('-', '')}`;
}

/** Our id again out of what the exchange tells, as far as it is in there; undefined otherwise. Prefixes of its own do not matter. */
export function ownClientId(form: ClientIdForm, told: string): string | undefined {
  if (form === 'number') return undefined;
  if (form === 'plain') {
    const match = PLAIN.exec(told.slice(Math.max(0, told.indexOf('bw'))));
    return match === null ? undefined : `bw-${(match[1] ?? '').replace(/^0+(?=.)/, '')}-${match[2]}-${match[3]}`;
  }
  const match = HEX.exec(told.toLowerCase().replaceAll('-', ''));
  const own = match?.[1] === undefined ? undefined : unpack(BigInt(`0x${match[1]}`));
  return own !== undefined && wireClientId('uuid', own).replaceAll('-', '') === match?.[1] ? own : undefined;
}

const FREE_BITS = 122n;
const mask = (bits: bigint): bigint => (1n << bits) - 1n;

/** 42 bits of start, 32 of chance, 36 of count; undefined when one of them does not fit. */
function pack([, start = '0', chance = '0', count = '0']: RegExpExecArray): bigint | undefined {
  const numbers = [
    BigInt(Number.parseInt(start, 36)),
    BigInt(`0x${chance}`),
    BigInt(Number.parseInt(count, 36)),
  ] as const;
  if (numbers[0] > mask(42n) || numbers[2] > mask(36n)) return undefined;
  return (((numbers[0] << 32n) | numbers[1]) << 36n) | numbers[2];
}

/** A UUID of version 4 around 122 bits. */
function asUuid(free: bigint): string {
  const bits =
    ((free >> 74n) << 80n) | (4n << 76n) | (((free >> 62n) & mask(12n)) << 64n) | (2n << 62n) | (free & mask(62n));
  const hex = bits.toString(16).padStart(32, '0');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

function unpack(bits: bigint): string {
  const free = ((bits >> 80n) << 74n) | (((bits >> 64n) & mask(12n)) << 62n) | (bits & mask(62n));
  const [count, chance, start] = [free & mask(36n), (free >> 36n) & mask(32n), free >> 68n];
  return `bw-${start.toString(36)}-${chance.toString(16).padStart(8, '0')}-${count.toString(36)}`;
}

function digest(text: string, bits: bigint): bigint {
  return BigInt(`0x${createHash('sha256').update(text).digest('hex')}`) & mask(bits);
}

const digestText = (text: string): string => `bwx${digest(text, 80n).toString(16)}`;

/** Under which name ccxt is given our id; undefined where an order cannot be named. */
export function clientIdParameterOf(venue: VenueId, client: CcxtClient): string | undefined {
  return NAMES.get(venue) ?? (takesClientIds(client) ? 'clientOrderId' : undefined);
}

/**
 * Whether the class does anything with an id of ours: one that does not would send it on as it is, under a name that its
 * exchange does not know. ccxt says so nowhere but in its code.
 */
function takesClientIds(client: CcxtClient): boolean {
  const isMentioned = (prototype: object): boolean =>
    Object.getOwnPropertyNames(prototype).some((name) => {
      const { value } = Object.getOwnPropertyDescriptor(prototype, name) ?? {};
      return /^create\w*Order/i.test(name) && typeof value === 'function' && String(value).includes('clientOrderId');
    });
  for (
    let prototype = Object.getPrototypeOf(client);
    prototype !== null;
    prototype = Object.getPrototypeOf(prototype)
  ) {
    // The base class mentions it in places that no exchange need reach.
    if (prototype.constructor?.name === 'Exchange') return false;
    if (isMentioned(prototype)) return true;
  }
  return false;
}
