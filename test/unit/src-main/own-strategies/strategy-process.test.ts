import { expect, test } from 'vitest';
import { succeed } from '../../../../src-main/base/outcome.ts';
import { NO_POSITION } from '../../../../src-main/engine/strategies/inputs-of.ts';
import type { FromProcess } from '../../../../src-main/own-strategies/process/messages.ts';
import { openStrategyProcess } from '../../../../src-main/own-strategies/process/strategy-process.ts';

const CANDLE = { openTimeMs: 60_000, open: 1, high: 2, low: 1, close: 2, volume: 1 };
const ENTRY = { kind: 'enter', side: 'long', size: { kind: 'share', share: 0.5 }, bracket: { maxBars: 3 } } as const;

/** A process that answers every question with `value`. */
function answering(value: unknown) {
  let tell: (message: FromProcess) => void = () => undefined;
  return openStrategyProcess(() => ({
    post(message) {
      if (message.kind === 'ask') tell({ kind: 'answer', id: message.id, outcome: succeed(value) });
    },
    onMessage(listener) {
      tell = listener;
    },
    onExit: () => undefined,
    kill: () => undefined,
  }));
}

const barOf = (intents: unknown) =>
  answering({ barOpenMs: 60_000, intents }).ask('bar', { candle: CANDLE, position: NO_POSITION });

test('intents come through as they are', async () => {
  expect(await barOf([ENTRY, { kind: 'exit', share: 0.5 }])).toEqual(
    succeed({ barOpenMs: 60_000, intents: [ENTRY, { kind: 'exit', share: 0.5 }] }),
  );
});

test.each([
  ['a share of more than all', [{ ...ENTRY, size: { kind: 'share', share: 2 } }]],
  ['a size as a file writes it', [{ ...ENTRY, size: { share: 0.5 } }]],
  ['a price that is none', [{ ...ENTRY, limitPrice: Number.NaN }]],
  ['a kind that is none', [{ kind: 'withdraw' }]],
  ['more than a bar can want', Array.from({ length: 101 }, () => ({ kind: 'hold' }))],
  ['no list', { kind: 'exit' }],
])('a process that answers %s is not believed', async (_name, intents) => {
  expect(await barOf(intents)).toMatchObject({ ok: false, error: { code: 'strategyFailed' } });
});

test('a process that cannot be reached has failed: what was asked is answered, and nothing is thrown', async () => {
  const failures: unknown[] = [];
  const process = openStrategyProcess(() => ({
    post() {
      throw new Error('the object was destroyed');
    },
    onMessage: () => undefined,
    onExit: () => undefined,
    kill: () => undefined,
  }));
  process.onFailure((outcome) => failures.push(outcome));
  const answer = await process.ask('bar', { candle: CANDLE, position: NO_POSITION });
  expect(answer).toMatchObject({ ok: false, error: { code: 'strategyFailed' } });
  expect(answer).toMatchObject({ error: { message: 'its process cannot be reached: the object was destroyed' } });
  expect(failures).toEqual([answer]);
});
