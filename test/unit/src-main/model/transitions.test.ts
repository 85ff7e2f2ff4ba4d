import { describe, expect, it } from 'vitest';
import type { BotEvent } from '../../../../src-main/model/bot.ts';
import { BOT_STATES, nextBotState } from '../../../../src-main/model/bot.ts';
import { isOpenOrder, nextOrderState, ORDER_EVENTS, ORDER_STATES } from '../../../../src-main/model/order.ts';

const BOT_EVENTS: readonly BotEvent[] = ['start', 'stop', 'interrupt', 'fail'];

/** One line a state, one word an event: where it leads, `-` where it cannot happen. */
const table = <S extends string, E extends string>(
  states: readonly S[],
  events: readonly E[],
  next: (state: S, event: E) => S | undefined,
): string[] => states.map((state) => `${state}: ${events.map((event) => next(state, event) ?? '-').join(' ')}`);

describe('an order’s life (SPEC 4.2)', () => {
  it('is this table, total over states and events', () => {
    // send accept fillPart fillAll cancel refuse lose
    expect(table(ORDER_STATES, ORDER_EVENTS, nextOrderState)).toEqual([
      'intent: sent - - - cancelled refused -',
      'sent: - working working filled cancelled refused unknown',
      'working: - working working filled cancelled - unknown',
      'unknown: - working working filled cancelled refused unknown',
      'filled: - - - - - - -',
      'cancelled: - - - - - - -',
      'refused: - - - - - - -',
    ]);
  });

  it('is over in exactly the states nothing leads out of', () => {
    for (const state of ORDER_STATES) {
      const leaves = ORDER_EVENTS.some((event) => nextOrderState(state, event) !== undefined);
      expect(isOpenOrder(state)).toBe(leaves);
    }
  });
});

describe('a bot’s life (SPEC 12.1)', () => {
  it('is this table, total over states and events', () => {
    // start stop interrupt fail
    expect(table(BOT_STATES, BOT_EVENTS, nextBotState)).toEqual([
      'stopped: running - - -',
      'running: - stopped interrupted failed',
      'interrupted: running stopped - -',
      'failed: running stopped - -',
    ]);
  });
});
