import type { Disposable } from '../../base/disposable.ts';
import type { Outcome } from '../../base/outcome.ts';
import { fail } from '../../base/outcome.ts';
import type { TimestampMs } from '../../model/time.ts';
import type { StrategyProcess } from '../../own-strategies/process/strategy-process.ts';
import type { ReplayedBot, ReplayRequest } from '../../parity/replay-bot.ts';
import type { ReadyStrategy } from './strategy-shelf.ts';

export type OwnReplayPorts = {
  readonly find: (strategyId: string) => ReadyStrategy | null;
  readonly openProcess: () => StrategyProcess;
};

/** Replays spans of one bot's own strategy, in one process that ends with it or with the first failure. */
export type OwnReplays = Disposable & {
  /** Why what ran from then on cannot be run again; null when it can. */
  readonly whyNot: (strategyId: string, fromMs: TimestampMs) => string | null;
  readonly replay: (request: ReplayRequest) => Promise<Outcome<ReplayedBot>>;
};

/** The process is started with the first span: most bots run what ships. */
export function openOwnReplays({ find, openProcess }: OwnReplayPorts): OwnReplays {
  let process: StrategyProcess | null = null;
  const end = async (): Promise<void> => {
    await process?.dispose();
    process = null;
  };
  return {
    whyNot(strategyId, fromMs) {
      const ready = find(strategyId);
      if (ready === null) return `${strategyId} is not among your strategies any more, or has faults`;
      return ready.savedMs > fromMs ? `${strategyId} was saved anew since: what ran in this span is not kept` : null;
    },
    async replay(request) {
      const { strategyId } = request.config;
      const ready = find(strategyId);
      if (ready === null) return fail('unknownStrategy', `strategy is "${strategyId}", expected one without faults`);
      process ??= openProcess();
      const replayed = await process.ask('replay', { strategy: ready.compiled, request });
      if (!replayed.ok) await end();
      return replayed;
    },
    dispose: end,
  };
}
