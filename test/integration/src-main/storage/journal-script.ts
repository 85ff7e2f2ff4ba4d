import type { Journal } from '../../../../src-main/engine/ports/journal.ts';
import { paperAccount } from '../../../../src-main/model/account.ts';
import { moneyFromText, priceFromText, quantityFromText } from '../../../../src-main/model/money.ts';
import type { OrderState } from '../../../../src-main/model/order.ts';
import { BOT, fillOf, orderOf } from './journal-fixtures.ts';

/** What happens to a journal: a call, a clean restart, or the end of its process. */
export type JournalStep =
  | { readonly kind: 'write'; readonly write: (journal: Journal) => unknown }
  | { readonly kind: 'reopen' | 'crash' };

type Draw = (below: number) => number;

const STATES: readonly OrderState[] = ['sent', 'working', 'unknown', 'filled', 'cancelled', 'refused'];
/** Few names, so that calls meet each other: repeated ids, states of orders that were never recorded, removed bots. */
const NAMES = 6;

/** `steps` random calls of a Journal from `seed`, a restart or a crash among about ten. */
export function journalScript(seed: number, steps: number): readonly JournalStep[] {
  let state = Math.imul(seed, 0x9e3779b1) | 1;
  const draw: Draw = (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return (state >>> 8) % below;
  };
  return Array.from({ length: steps }, (_, timeMs) => stepOf(draw, timeMs));
}

function stepOf(draw: Draw, timeMs: number): JournalStep {
  const chance = draw(20);
  if (chance < 2) return { kind: chance === 0 ? 'reopen' : 'crash' };
  return { kind: 'write', write: chance < 6 ? accountCall(draw, timeMs) : orderCall(draw, timeMs) };
}

function orderCall(draw: Draw, timeMs: number): (journal: Journal) => unknown {
  const id = `order-${draw(NAMES)}`;
  const amount = `${draw(1000)}.${draw(100_000_000)}`;
  switch (draw(5)) {
    case 0:
    case 1: {
      const order = orderOf(id, {
        type: draw(2) === 0 ? { kind: 'market' } : { kind: 'limit', price: priceFromText(amount) },
        size: { kind: 'base', quantity: quantityFromText(amount) },
        createdMs: timeMs,
      });
      const sent = draw(2) === 0;
      return (journal) => journal.recordIntent(order, sent ? 'sent' : 'intent', timeMs);
    }
    case 2: {
      const bracket = { stopLoss: { price: draw(1000) + 0.5 }, maxBars: draw(9) };
      return (journal) => journal.recordBracket(id, bracket);
    }
    case 3: {
      const next = STATES[draw(STATES.length)] as OrderState;
      return (journal) => journal.recordOrderState(id, next, 'a reason', timeMs);
    }
    default: {
      const fill = fillOf(`fill-${draw(NAMES * 4)}`, { clientOrderId: id, price: priceFromText(String(1 + draw(2))) });
      return (journal) => journal.recordFill(fill);
    }
  }
}

function accountCall(draw: Draw, timeMs: number): (journal: Journal) => unknown {
  const id = `bot-${draw(NAMES)}`;
  const name = `Bot ${draw(1000)}`;
  const equity = moneyFromText(`${draw(10_000)}.${draw(1000)}`);
  switch (draw(10)) {
    case 0:
      return (journal) => journal.recordHalt(`halt ${timeMs}`, timeMs);
    case 1:
      return (journal) => journal.recordRelease('a person', timeMs);
    case 2:
      return (journal) => journal.recordDay('paper', { startMs: timeMs, equity });
    case 3:
      return (journal) => journal.removeBot(id, timeMs);
    case 4: {
      const mark = { startMs: timeMs, start: equity, peak: equity };
      return (journal) => journal.recordMarks('live', { peak: equity, day: mark, week: mark });
    }
    case 5: {
      const hold = { kind: 'reduceOnly', source: 'person', reason: name, until: 'released', sinceMs: timeMs } as const;
      const mode = { kind: 'reduceOnly', holds: [hold] } as const;
      return (journal) => journal.recordRiskMode({ group: 'live', mode, cause: name, timeMs });
    }
    case 6: {
      const account = { ...paperAccount('USDT', equity), id, name, group: 'live', venue: 'binance' } as const;
      return (journal) => journal.recordAccount(account, equity % 2n === 0n, timeMs);
    }
    case 7: {
      const transfer = { transferId: `t-${timeMs}-${name}`, accountId: id, amount: equity, reason: name, timeMs };
      return (journal) => journal.recordTransfer(transfer);
    }
    case 8:
      return (journal) => journal.recordIgnored({ venue: 'binance', key: `balance:${id}`, amount: equity }, timeMs);
    default:
      return (journal) => journal.recordBot({ ...BOT, id, name }, 'running', timeMs);
  }
}
