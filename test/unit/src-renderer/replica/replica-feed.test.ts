import { describe, expect, it } from 'vitest';
import { fail, type Outcome, succeed } from '../../../../src-main/base/outcome.ts';
import type { FactBatch, FactView } from '../../../../src-preload/contract/facts.ts';
import { startFeed } from '../../../../src-renderer/replica/replica-feed.ts';
import type { ReplicaState, Snapshot } from '../../../../src-renderer/replica/replica-state.ts';
import { botView, snapshot } from './views.ts';

function runAll(callbacks: (() => void)[]): void {
  for (const run of callbacks.splice(0)) run();
}

/** A main process and a screen in the test's own hands. */
function openStage() {
  const answers: ((outcome: Outcome<Snapshot>) => void)[] = [];
  const frames: (() => void)[] = [];
  const laters: (() => void)[] = [];
  const delays: number[] = [];
  let nowMs = 0;
  const states: { state: ReplicaState; isFresh: boolean }[] = [];
  const facts: FactView[] = [];
  const failures: string[] = [];
  let push: ((batch: FactBatch) => void) | undefined;
  const stop = startFeed(
    {
      onFacts: (listener) => {
        push = listener;
        return () => {
          push = undefined;
        };
      },
      snapshot: () => new Promise((resolve) => answers.push(resolve)),
      nextFrame: (callback) => frames.push(callback),
      later: (callback, delayMs) => {
        laters.push(callback);
        delays.push(delayMs);
      },
      nowMs: () => nowMs,
    },
    {
      changed: (state, isFresh) => states.push({ state, isFresh }),
      facts: (added) => facts.push(...added),
      failed: ({ code }) => failures.push(code),
    },
  );
  return {
    states,
    facts,
    failures,
    frames,
    laters,
    answers,
    stop,
    isListening: () => push !== undefined,
    push: (batch: FactBatch) => push?.(batch),
    delays,
    pass: (ms: number) => {
      nowMs += ms;
    },
    /** A frame long after the one before. */
    frame: () => {
      nowMs += 1000;
      runAll(frames);
      nowMs += 1000;
    },
    frameNow: () => runAll(frames),
    later: () => runAll(laters),
    answer: async (outcome: Outcome<Snapshot>) => {
      answers.shift()?.(outcome);
      await Promise.resolve();
      await Promise.resolve();
    },
  };
}

const removed = (botId: string): FactView => ({ kind: 'botRemoved', botId });
const bots = [botView('a'), botView('b'), botView('c')];

describe('startFeed', () => {
  it('lays batches that came before the snapshot on it, those it includes left out', async () => {
    const stage = openStage();
    stage.push({ fromSequence: 4, toSequence: 5, facts: [removed('a')] });
    stage.push({ fromSequence: 6, toSequence: 6, facts: [removed('b')] });
    stage.frame();
    expect(stage.states).toEqual([]);
    await stage.answer(succeed({ ...snapshot, sequence: 5, bots }));
    stage.frame();
    expect(Object.keys(stage.states.at(-1)?.state.bots ?? {})).toEqual(['a', 'c']);
    expect(stage.states.map(({ isFresh }) => isFresh)).toEqual([true, false]);
    expect(stage.facts).toEqual([removed('b')]);
  });

  it('applies many batches at once, once a frame', async () => {
    const stage = openStage();
    await stage.answer(succeed({ ...snapshot, bots }));
    stage.frame();
    stage.push({ fromSequence: 1, toSequence: 1, facts: [removed('a')] });
    stage.push({ fromSequence: 2, toSequence: 2, facts: [removed('b')] });
    expect([stage.frames.length, stage.states.length]).toEqual([1, 1]);
    stage.frame();
    expect(stage.states).toHaveLength(2);
    expect(Object.keys(stage.states[1]?.state.bots ?? {})).toEqual(['c']);
  });

  it('after a state the next one comes 50 ms later at the soonest, with all that came in between', async () => {
    const stage = openStage();
    await stage.answer(succeed({ ...snapshot, bots }));
    stage.frame();
    stage.push({ fromSequence: 1, toSequence: 1, facts: [removed('a')] });
    stage.frameNow();
    expect(stage.states).toHaveLength(2);
    stage.pass(20);
    stage.push({ fromSequence: 2, toSequence: 2, facts: [removed('b')] });
    stage.frameNow();
    expect([stage.states.length, stage.delays]).toEqual([2, [30]]);
    stage.push({ fromSequence: 3, toSequence: 3, facts: [removed('c')] });
    stage.later();
    stage.frameNow();
    expect(stage.states).toHaveLength(3);
    expect(stage.states[2]?.state.bots).toEqual({});
  });

  it('a gap asks for a new snapshot and keeps what was known until it comes', async () => {
    const stage = openStage();
    await stage.answer(succeed({ ...snapshot, bots }));
    stage.frame();
    stage.push({ fromSequence: 5, toSequence: 6, facts: [removed('a')] });
    stage.frame();
    expect([stage.answers.length, stage.states.length]).toEqual([1, 1]);
    stage.push({ fromSequence: 7, toSequence: 7, facts: [removed('b')] });
    stage.frame();
    await stage.answer(succeed({ ...snapshot, sequence: 6, bots: bots.slice(1) }));
    stage.frame();
    expect(stage.states.at(-1)?.state.sequence).toBe(7);
    expect(Object.keys(stage.states.at(-1)?.state.bots ?? {})).toEqual(['c']);
  });

  it('a snapshot that failed is said and asked for again', async () => {
    const stage = openStage();
    await stage.answer(fail('bug', 'no'));
    expect([stage.failures, stage.answers.length, stage.laters.length]).toEqual([['bug'], 0, 1]);
    runAll(stage.laters);
    await stage.answer(succeed(snapshot));
    expect(stage.states).toHaveLength(1);
  });

  it('stops listening, and an answer that comes afterwards changes nothing', async () => {
    const stage = openStage();
    stage.stop();
    await stage.answer(succeed(snapshot));
    expect([stage.isListening(), stage.states]).toEqual([false, []]);
  });
});
