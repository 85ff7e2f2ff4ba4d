import { booksAgree } from './books-agree.ts';
import { durableBeforeSend } from './durable-before-send.ts';
import { goodDataOnly } from './good-data-only.ts';
import { governed } from './governed.ts';
import { lifecycleForward } from './lifecycle-forward.ts';
import { limitsHold } from './limits-hold.ts';
import { moneyConserved } from './money-conserved.ts';
import { noDuplicateOrder } from './no-duplicate-order.ts';
import { noLostFill } from './no-lost-fill.ts';
import { nothingAfterHalt } from './nothing-after-halt.ts';
import { ordersAgree } from './orders-agree.ts';
import type { Invariant } from './probes.ts';
import { positionsProtected } from './protected.ts';
import { replayIsState } from './replay-is-state.ts';
import { silenceKept } from './silence-kept.ts';

/** What must hold, whatever goes wrong. One whose moment is `settled` must come to hold once all is healed. */
export const INVARIANTS: readonly Invariant[] = [
  ordersAgree,
  noDuplicateOrder,
  noLostFill,
  moneyConserved,
  limitsHold,
  governed,
  durableBeforeSend,
  nothingAfterHalt,
  lifecycleForward,
  silenceKept,
  goodDataOnly,
  positionsProtected,
  booksAgree,
  // Last: what takes longest is asked once all else is as it should be.
  replayIsState,
];
