import type { BotOfRunView } from '../../../src-preload/contract/run-views.ts';
import type { BotConfigView, InstrumentView } from '../../../src-preload/contract/views.ts';
import { type BotDraft, draftOf } from './bot-draft.ts';

/**
 * A new bot with the settings of a run. Where the run's own series is no market, such as that of an imported file, the
 * first market of the same symbol; without one the person chooses.
 */
export function draftOfRun(run: BotOfRunView, id: string, instruments: readonly InstrumentView[]): BotDraft {
  const { runId, name, symbol, ...settings } = run;
  const market =
    instruments.find((one) => one.id === run.instrumentId) ?? instruments.find((one) => one.symbol === symbol);
  const draft = draftOf({ ...settings, id, name });
  return { ...draft, instrumentId: market?.id ?? null, fromRun: { runId, name, changed: false } };
}

/** The same with its origin marked as changed, once anything that decides or sizes its trades is no longer as it was. */
export function withOrigin(config: BotConfigView, before: BotConfigView | undefined): BotConfigView {
  const { fromRun } = config;
  if (fromRun === undefined || fromRun.changed || before === undefined) return config;
  return traded(config) === traded(before) ? config : { ...config, fromRun: { ...fromRun, changed: true } };
}

const traded = ({ interval, strategyId, params, risk, regimes }: BotConfigView): string =>
  JSON.stringify(sorted({ interval, strategyId, params, risk, regimes }));

/** The same value for equal settings, whatever order their fields came in. */
function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(sorted);
  const entries = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(entries.map(([name, field]) => [name, sorted(field)]));
}
