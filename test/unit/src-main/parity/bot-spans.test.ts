import { expect, it } from 'vitest';
import type { BotConfig, BotState } from '../../../../src-main/model/bot.ts';
import type { BotChange } from '../../../../src-main/parity/bot-spans.ts';
import { botSpans } from '../../../../src-main/parity/bot-spans.ts';

const config = { id: 'a', strategyId: 'sma-cross' } as BotConfig;
const change = (timeMs: number, state: BotState, parts: Partial<BotChange> = {}): BotChange => ({
  ...{ config, event: 'saved', state, timeMs },
  ...parts,
});
const clocks = { nowMs: 1000, aliveUntil: (timeMs: number) => timeMs - 50 };

it('a bot ran from its start to the next change, with the settings of that start', () => {
  const other = { ...config, strategyId: 'grid' } as BotConfig;
  const spans = botSpans(
    [
      change(1, 'stopped'),
      change(10, 'running'),
      change(100, 'stopped', { config: { ...config, id: 'b' } as BotConfig }),
      change(200, 'stopped'),
      change(300, 'running', { config: other }),
    ],
    'a',
    clocks,
  );
  expect(spans).toEqual([
    { config, fromMs: 10, toMs: 200 },
    { config: other, fromMs: 300, toMs: 1000 },
  ]);
});

it('a run that died ends when something was last known to run, and not before it began', () => {
  expect(botSpans([change(10, 'running'), change(500, 'interrupted')], 'a', clocks)).toEqual([
    { config, fromMs: 10, toMs: 450 },
  ]);
  expect(botSpans([change(490, 'running'), change(500, 'interrupted')], 'a', clocks)).toEqual([]);
});
