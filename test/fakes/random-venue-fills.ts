import { createSeededRandom } from '../../src-main/engine/random/seeded-random.ts';
import type { VenueFill } from '../../src-main/exchanges/connection/order-protocol.ts';
import type { Instrument } from '../../src-main/model/instrument.ts';
import { createInstrument } from '../../src-main/model/instrument.ts';
import type { Money, Price, Quantity } from '../../src-main/model/money.ts';
import type { Order, Side } from '../../src-main/model/order.ts';

export const PROOF_INSTRUMENT = createInstrument('binance', 'BTC-USDT') as Instrument;
export const PROOF_THIRD_ASSET = 'BNB';

/** A fill as a venue tells it, with the order it belongs to. */
export type VenueDeal = { readonly order: Order; readonly fill: VenueFill };

const FEE_KINDS = ['quote', 'base', 'third', 'rebate'] as const;
/** Every so often what is held is closed to the last digit. */
const FLAT_EVERY = 25;

/** `count` fills of one market: four kinds of fees, orders in parts, equal times, turns from long to short. */
export function randomVenueDeals(seed: string, count: number): VenueDeal[] {
  const random = createSeededRandom(seed);
  const below = (limit: number): bigint => BigInt(Math.floor(random.next() * limit));
  let held = 0n;
  let timeMs = 1_700_000_000_000;
  return Array.from({ length: count }, (_, index) => {
    timeMs += random.next() < 0.3 ? 0 : Number(below(60_000));
    const isFlattening = index % FLAT_EVERY === FLAT_EVERY - 1 && held !== 0n;
    const side: Side = isFlattening ? (held > 0n ? 'sell' : 'buy') : random.next() < 0.5 ? 'buy' : 'sell';
    const size = isFlattening ? (held < 0n ? -held : held) : 1_000n + below(2 ** 40);
    const price = (below(2 ** 46) * (1n + below(2 ** 10)) + 1n) as Price;
    const kind = isFlattening ? 'quote' : (FEE_KINDS[index % FEE_KINDS.length] as (typeof FEE_KINDS)[number]);
    const fee = feeOfKind(kind, size, price * size, below(100_000));
    // A fee in the base asset is kept back of what arrives, in whole 1e-8.
    const missing = kind === 'base' ? fee.amount / 10n ** 12n : 0n;
    held += side === 'buy' ? size - missing : -(size + missing);
    return dealOf({ index, side, price, quantity: size as Quantity, fee, timeMs });
  });
}

type DealParts = Pick<VenueFill, 'price' | 'quantity' | 'fee' | 'timeMs'> & {
  readonly index: number;
  readonly side: Side;
};

function feeOfKind(kind: (typeof FEE_KINDS)[number], size: bigint, notional: bigint, points: bigint): VenueFill['fee'] {
  if (kind === 'base') {
    return { asset: PROOF_INSTRUMENT.baseAsset, amount: (((size * points) / 100_000_000n) * 10n ** 12n) as Money };
  }
  if (kind === 'third') return { asset: PROOF_THIRD_ASSET, amount: (points * 10n ** 12n) as Money };
  const amount = (notional * points) / 100_000_000n;
  return { asset: PROOF_INSTRUMENT.quoteAsset, amount: (kind === 'rebate' ? -amount : amount) as Money };
}

function dealOf({ index, side, price, quantity, fee, timeMs }: DealParts): VenueDeal {
  // Three fills an order, while they are on one side.
  const clientOrderId = `o-${Math.floor(index / 3)}-${side}`;
  const order: Order = {
    clientOrderId,
    accountId: 'live',
    botId: 'a',
    instrumentId: PROOF_INSTRUMENT.id,
    side,
    type: { kind: 'market' },
    size: { kind: 'base', quantity },
    purpose: 'signal',
    tag: `t-${index % 5}`,
    reduceOnly: false,
    closesOpposite: false,
    createdMs: timeMs,
  };
  const fill: VenueFill = {
    fillId: String(100_000 + index),
    venueOrderId: clientOrderId,
    clientOrderId,
    instrumentId: PROOF_INSTRUMENT.id,
    price,
    quantity,
    fee,
    liquidity: 'taker',
    timeMs,
  };
  return { order, fill };
}
