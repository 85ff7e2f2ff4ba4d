import type { FactBatch } from '../../src-preload/contract/facts.ts';
import type { Disposable } from '../base/disposable.ts';
import { DisposableStack } from '../base/disposable.ts';
import type { Engine } from '../engine/engine.ts';
import { Activity } from '../ipc/activity.ts';
import { DecisionLog } from '../ipc/decision-log.ts';
import { FactBoard } from '../ipc/fact-board.ts';
import { FactPusher } from '../ipc/fact-pusher.ts';
import type { FindInstrument } from '../ipc/to-view.ts';
import type { Fill } from '../model/fill.ts';
import { closedTradesOf } from './past-trades.ts';

export type WindowFactsOptions = {
  readonly engine: Engine;
  readonly pastFills: readonly Fill[];
  readonly findInstrument: FindInstrument;
  readonly dayRollOffsetMs: () => number;
  readonly send: (batch: FactBatch) => void;
};

/** What the window is told: the engine's facts on their way to it, and what it may ask about the past. */
export type WindowFacts = Disposable & {
  readonly pusher: FactPusher;
  readonly board: FactBoard;
  readonly activity: Activity;
  readonly decisions: DecisionLog;
};

export function createWindowFacts(options: WindowFactsOptions): WindowFacts {
  const { engine, pastFills, findInstrument } = options;
  const activity = new Activity({ fills: pastFills, trades: closedTradesOf(pastFills) });
  const decisions = new DecisionLog();
  const pusher = new FactPusher({ send: options.send, refresh: (dirty) => board.refresh(dirty), schedule: afterDelay });
  const board: FactBoard = new FactBoard({
    state: () => engine.snapshot(),
    feesOf: (accountId) => activity.feesOf(accountId),
    dayRollOffsetMs: options.dayRollOffsetMs,
    findInstrument,
    sink: pusher,
  });
  const stack = new DisposableStack();
  stack.use(pusher);
  stack.use(
    engine.onFact((numbered) => {
      activity.take(numbered);
      decisions.take(numbered);
      board.take(numbered);
    }),
  );
  return { pusher, board, activity, decisions, dispose: () => stack.dispose() };
}

function afterDelay(callback: () => void, delayMs: number): Disposable {
  const timer = setTimeout(callback, delayMs);
  return { dispose: () => clearTimeout(timer) };
}
