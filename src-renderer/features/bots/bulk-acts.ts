import type { Failure } from '../../../src-main/base/outcome.ts';
import type { BotConfigView, BotView } from '../../../src-preload/contract/views.ts';
import { ask } from '../../bridge/index.ts';
import { wording } from '../../language/index.ts';

/** What came of one bot: done, left as it was on purpose, or refused. */
export type BulkResult =
  | { readonly kind: 'done' }
  | { readonly kind: 'left'; readonly why: string }
  | { readonly kind: 'failed'; readonly failure: Failure };

export type BulkAct = (bot: BotView) => Promise<BulkResult>;

const texts = wording.bots.bulk;

const resultOf = (outcome: { readonly ok: true } | { readonly ok: false; readonly error: Failure }): BulkResult =>
  outcome.ok ? { kind: 'done' } : { kind: 'failed', failure: outcome.error };

export const startAct: BulkAct = async ({ config, state }) => {
  if (state === 'running') return { kind: 'left', why: texts.runsAlready };
  return resultOf(await ask('bots.start', { botId: config.id }));
};

export const stopAct: BulkAct = async ({ config, state }) => {
  if (state === 'stopped') return { kind: 'left', why: texts.isStopped };
  return resultOf(await ask('bots.stop', { botId: config.id }));
};

/** A copy of its settings under a new name; it holds nothing and does not run. */
export const cloneAct: BulkAct = async ({ config }) =>
  resultOf(await ask('bots.save', { ...config, id: crypto.randomUUID(), name: texts.copyName(config.name) }));

/** Settings that bots of any strategy share; what is left out stays as each bot has it. */
export type SharedChange = {
  readonly interval?: BotConfigView['interval'];
  readonly risk?: Partial<
    Pick<BotConfigView['risk'], 'sizeFraction' | 'stopLossFraction' | 'takeProfitFraction' | 'leverage'>
  >;
};

export function withShared(config: BotConfigView, { interval, risk }: SharedChange): BotConfigView {
  return { ...config, interval: interval ?? config.interval, risk: { ...config.risk, ...risk } };
}

/** Running bots are changed only where the person agrees to stop and start them for it. */
export function editAct(change: SharedChange, restartsRunning: boolean): BulkAct {
  return async ({ config, state }) => {
    const wasRunning = state === 'running';
    if (wasRunning && !restartsRunning) return { kind: 'left', why: texts.runs };
    if (wasRunning) {
      const stopped = await ask('bots.stop', { botId: config.id });
      if (!stopped.ok) return resultOf(stopped);
    }
    const saved = await ask('bots.save', withShared(config, change));
    // With its old settings where the new ones were refused: it ran before.
    const started = wasRunning ? await ask('bots.start', { botId: config.id }) : saved;
    return resultOf(saved.ok ? started : saved);
  };
}
