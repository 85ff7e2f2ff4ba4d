import { z } from 'zod';
import type { ScorePart } from '../../model/order-story.ts';
import type { IndicatorRequest } from '../indicators/indicator.ts';
import { ENTER_LONG, EXIT, HOLD } from './intent.ts';
import type { SignalDefinition, SignalRun } from './signals/signal.ts';
import { SIGNALS } from './signals/signals.ts';
import { weightedScore } from './signals/weighted-score.ts';
import type { StrategyInputs } from './strategy.ts';
import { defineStrategy, longestWarmUp } from './strategy.ts';

type SignalSettings = { enabled: boolean; weight: number };
type BlendParams = {
  signal_config: Record<string, SignalSettings & Record<string, unknown>>;
  buyScore: number;
  sellScore: number;
};

/** `enabled`, `weight` and the signal's own parameters side by side, as the person writes them. */
function signalSchema(signal: SignalDefinition): z.ZodType {
  const settings = z.strictObject({
    enabled: z.boolean().default(signal.defaultEnabled).meta({ title: 'Enabled' }),
    weight: z.number().min(0).max(1000).default(signal.defaultWeight).meta({ title: 'Weight' }),
  });
  const own = signal.params as unknown as z.ZodObject;
  const shape = { ...settings.shape, ...own.shape };
  return z
    .strictObject(shape)
    .superRefine((value, context) => {
      const parsed = signal.params.safeParse(ownParams(value as SignalSettings & Record<string, unknown>));
      for (const issue of parsed.error?.issues ?? [])
        context.addIssue({ code: 'custom', message: issue.message, path: issue.path });
    })
    .prefault({})
    .meta({ title: signal.title, description: signal.description });
}

function ownParams(settings: SignalSettings & Record<string, unknown>): object {
  const { enabled: _enabled, weight: _weight, ...own } = settings;
  return own;
}

const blendParams = z
  .strictObject({
    signal_config: z
      .strictObject(Object.fromEntries(SIGNALS.map((signal) => [signal.name, signalSchema(signal)])))
      .prefault({})
      .meta({ title: 'Signals' }),
    buyScore: z
      .number()
      .min(-1)
      .max(1)
      .default(0.05)
      .meta({ title: 'Buy at', description: 'Combined score and above' }),
    sellScore: z
      .number()
      .min(-1)
      .max(1)
      .default(-0.05)
      .meta({ title: 'Sell at', description: 'Combined score and below' }),
  })
  .refine(({ buyScore, sellScore }) => sellScore < buyScore, {
    message: 'sellScore must be below buyScore',
    path: ['sellScore'],
  }) as unknown as z.ZodType<BlendParams>;

function enabledSignals({ signal_config }: BlendParams): readonly SignalDefinition[] {
  return SIGNALS.filter(({ name }) => signal_config[name]?.enabled === true);
}

function settingsOf(params: BlendParams, signal: SignalDefinition): SignalSettings & Record<string, unknown> {
  const settings = params.signal_config[signal.name];
  if (settings === undefined) throw new Error(`signal_config has no ${signal.name}, expected parsed parameters`);
  return settings;
}

function requests(params: BlendParams): Record<string, IndicatorRequest> {
  const all: Record<string, IndicatorRequest> = {};
  for (const signal of enabledSignals(params)) {
    const own = signal.indicators(ownParams(settingsOf(params, signal)));
    for (const [name, indicator] of Object.entries(own)) all[`${signal.name}.${name}`] = indicator;
  }
  return all;
}

function startSignal(params: BlendParams, signal: SignalDefinition, inputs: StrategyInputs): SignalRun {
  const readers = (name: string, output?: string) => inputs.indicator(`${signal.name}.${name}`, output);
  return signal.create(ownParams(settingsOf(params, signal)), readers, inputs);
}

/**
 * The strategy the product grew from: weighted signals, each −1 (sell) to +1 (buy); the combined score is the weighted
 * mean over the enabled ones. At `buyScore` or more it buys, at `sellScore` or less it closes the long, else it holds.
 */
export const signalBlend = defineStrategy<BlendParams>({
  id: 'signal-blend',
  title: 'Signal blend',
  description:
    'Weighs RSI, moving averages, MACD and more into one score; buys when it is positive enough, sells when negative.',
  rule: `Each enabled signal scores the bar from −1 (sell) to +1 (buy). The combined score is Σ weight × score ÷ Σ weight.

- Enters long when the combined score is \`buyScore\` or more.
- Leaves when it is \`sellScore\` or less. It never goes short, and without an enabled signal it does nothing.`,
  params: blendParams,
  indicators: requests,
  warmUp: (params) => longestWarmUp(requests(params)),
  create(params, inputs) {
    const voices = enabledSignals(params).map((signal) => ({
      name: signal.name,
      weight: settingsOf(params, signal).weight,
      run: startSignal(params, signal, inputs),
    }));
    const parts = (): ScorePart[] =>
      voices.map(({ name, weight, run }) => ({ signal: name, score: run.score(), weight, value: run.value() }));
    return {
      decide() {
        const score = weightedScore(parts());
        if (voices.length === 0) return HOLD;
        if (score >= params.buyScore) return ENTER_LONG;
        return score <= params.sellScore ? EXIT : HOLD;
      },
      explain() {
        const explained = parts();
        return { score: weightedScore(explained), parts: explained };
      },
    };
  },
});
