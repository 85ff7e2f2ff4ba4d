import type { Disposable } from '../../base/disposable.ts';
import type { Fill } from '../../model/fill.ts';
import type { Instrument } from '../../model/instrument.ts';
import type { Order } from '../../model/order.ts';
import type { TimestampMs } from '../../model/time.ts';
import type { OrderReference, VenueFill, VenueOrder } from './order-protocol.ts';

/**
 * sending ─▶ working ─▶ ended
 *    ├─▶ waiting (to be sent again: it certainly did not arrive) ─▶ sending
 *    └─▶ unproven (nobody can tell) ─▶ working │ ended
 */
export type LivePhase = 'sending' | 'waiting' | 'unproven' | 'working' | 'ended';

/** One order of ours at an exchange: what was said of it, what was told on. Names in `…AtMs` are by our monotonic clock. */
export type LiveOrder = {
  readonly order: Order;
  readonly instrument: Instrument;
  /** By the exchange's clock. */
  readonly sentMs: TimestampMs;
  readonly sentAtMs: number;
  phase: LivePhase;
  /** The reply to its placement is in, or will never come. */
  isAnswered: boolean;
  attempts: number;
  venueOrderId: string | null;
  /** It was told that the exchange has it. */
  isAccepted: boolean;
  /** It was told that nobody can tell. */
  isUnknownTold: boolean;
  /** The exchange said that an order of this id is there: then it is never concluded that there is none. */
  mustExist: boolean;
  /** Ids of the exchange's fills that were heard of. */
  readonly heard: Set<string>;
  /** What the journal had already when the app started, by our fill id. */
  readonly known: ReadonlyMap<string, Fill>;
  /** Of the order's quantity, before fees: told, or known. */
  countedQuantity: bigint;
  /** Fills of which it is not known yet whether they are the last. */
  readonly held: VenueFill[];
  /** The largest filled quantity the exchange ever named. */
  reachedQuantity: bigint;
  /** Its last word of the order, once it has spoken it. */
  final: VenueOrder | null;
  lastFill: Fill | null;
  isCancelWanted: boolean;
  isCancelling: boolean;
  cancels: number;
  isLookedUp: boolean;
  /** Lookups that found nothing, in a row. */
  absences: number;
  odd: number;
  unprovenAtMs: number;
  /** By the exchange's clock: a request that has not arrived by then never will. NaN until the clock is known. */
  deadAfterMs: TimestampMs;
  fillLooks: number;
  /** All its fills were asked for after its last word, and had: what is missing then is no fill. */
  areFillsRead: boolean;
  /** The next lookup, placement or cancel. */
  timer: Disposable | null;
};

export type LiveOrderTerms = {
  readonly order: Order;
  readonly instrument: Instrument;
  readonly sentMs: TimestampMs;
  readonly sentAtMs: number;
  readonly known?: ReadonlyMap<string, Fill>;
};

const NOTHING_KNOWN: ReadonlyMap<string, Fill> = new Map();

export function createLiveOrder({ order, instrument, sentMs, sentAtMs, known }: LiveOrderTerms): LiveOrder {
  return {
    order,
    instrument,
    sentMs,
    sentAtMs,
    phase: 'sending',
    isAnswered: false,
    attempts: 0,
    venueOrderId: null,
    isAccepted: false,
    isUnknownTold: false,
    mustExist: false,
    heard: new Set(),
    known: known ?? NOTHING_KNOWN,
    countedQuantity: 0n,
    held: [],
    reachedQuantity: 0n,
    final: null,
    lastFill: null,
    isCancelWanted: false,
    isCancelling: false,
    cancels: 0,
    isLookedUp: false,
    absences: 0,
    odd: 0,
    unprovenAtMs: sentAtMs,
    deadAfterMs: Number.NaN,
    fillLooks: 0,
    areFillsRead: false,
    timer: null,
  };
}

export function referenceTo({ order, instrument, venueOrderId, sentMs }: LiveOrder): OrderReference {
  return { clientOrderId: order.clientOrderId, instrument, venueOrderId, sentMs };
}

/** Something of it is known to have traded, or to be open. */
export function isProven({ isAccepted, heard, known, reachedQuantity }: LiveOrder): boolean {
  return isAccepted || heard.size > 0 || known.size > 0 || reachedQuantity > 0n;
}

/**
 * The exchange named more than we have heard the fills of. Of an order that ended, once its fills were read anew, a
 * difference within what rounding each fill to our places can make is none: it would be waited for for ever.
 */
export function lacksFills({ reachedQuantity, countedQuantity, held, heard, areFillsRead }: LiveOrder): boolean {
  let heardQuantity = countedQuantity + (areFillsRead ? BigInt(heard.size) : 0n);
  for (const { quantity } of held) heardQuantity += quantity;
  return reachedQuantity > heardQuantity;
}

/** Whether nothing is left of it once this much is filled. */
export function isDoneAt({ order, final }: LiveOrder, filledQuantity: bigint): boolean {
  if (final !== null && final.status === 'filled') return filledQuantity >= final.filledQuantity;
  return order.size.kind === 'base' && filledQuantity >= order.size.quantity;
}
