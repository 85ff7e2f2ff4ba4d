/**
 * Kraken takes a UUID or at most 18 characters of text as a client order id. Ours, `bw-<start, base36>-<chance, 8 hex>-<count,
 * base36>`, are longer, so their three numbers are written into the 122 free bits of a UUID, and read out of it again: no
 * list has to be kept, and another session, or a person looking at Kraken, finds the same order.
 */
const OURS = /^bw-([0-9a-z]{1,9})-([0-9a-f]{8})-([0-9a-z]{1,7})$/;
const FREE_TEXT = /^[a-z0-9-]{1,18}$/;
const UUID = /^([0-9a-f]{8})-([0-9a-f]{4})-4([0-9a-f]{3})-([89ab][0-9a-f]{3})-([0-9a-f]{12})$/;

const START_BITS = 42n;
const CHANCE_BITS = 32n;
const COUNT_BITS = 32n;
const MARK_BITS = 16n;
/** "bw": of foreign UUIDs one in 65,536 has it by chance. */
const MARK = 0x6277n;
const VARIANT = 2n;

const bits = (count: bigint): bigint => (1n << count) - 1n;

/** What Kraken is told; undefined for an id it could not be told. */
export function venueClientId(clientOrderId: string): string | undefined {
  const match = OURS.exec(clientOrderId);
  if (match === null) return FREE_TEXT.test(clientOrderId) ? clientOrderId : undefined;
  const [start, chance, count] = [base36(match[1]), BigInt(`0x${match[2]}`), base36(match[3])];
  if (start > bits(START_BITS) || count > bits(COUNT_BITS)) return undefined;
  const packed = (((((start << CHANCE_BITS) | chance) << COUNT_BITS) | count) << MARK_BITS) | MARK;
  const id = uuidOf(packed);
  return ownClientId(id) === clientOrderId ? id : undefined;
}

/** Our id again; empty for an order that somebody else placed. */
export function ownClientId(venueId: string | null | undefined): string {
  if (venueId === null || venueId === undefined) return '';
  const match = UUID.exec(venueId);
  if (match === null) return FREE_TEXT.test(venueId) ? venueId : '';
  const [, high, middle, low, variant, rest] = match;
  const tail = BigInt(`0x${variant}${rest}`) & bits(62n);
  const packed = (BigInt(`0x${high}${middle}${low}`) << 62n) | tail;
  return (packed & bits(MARK_BITS)) === MARK ? idOf(packed >> MARK_BITS) : '';
}

function uuidOf(packed: bigint): string {
  const head = (packed >> 62n).toString(16).padStart(15, '0');
  const tail = ((VARIANT << 62n) | (packed & bits(62n))).toString(16).padStart(16, '0');
  return `${head.slice(0, 8)}-${head.slice(8, 12)}-4${head.slice(12)}-${tail.slice(0, 4)}-${tail.slice(4)}`;
}

function idOf(numbers: bigint): string {
  const count = numbers & bits(COUNT_BITS);
  const chance = (numbers >> COUNT_BITS) & bits(CHANCE_BITS);
  const start = numbers >> (COUNT_BITS + CHANCE_BITS);
  return `bw-${start.toString(36)}-${chance.toString(16).padStart(8, '0')}-${count.toString(36)}`;
}

/** At most 9 digits, which a float64 holds exactly. */
const base36 = (text = '0'): bigint => BigInt(Number.parseInt(text, 36));
