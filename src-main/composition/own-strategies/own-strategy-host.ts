import type { EngineEvent } from '../../engine/events.ts';
import type { RemoteStrategy, StrategyHost } from '../../engine/ports/strategy-host.ts';
import type { BotConfig } from '../../model/bot.ts';
import type { CandleColumns } from '../../model/candle.ts';
import type { StrategyProcess } from '../../own-strategies/process/strategy-process.ts';
import { isOwnStrategy } from './own-strategy-id.ts';
import type { ReadyStrategy } from './strategy-shelf.ts';

export type OwnStrategyHostPorts = {
  readonly find: (strategyId: string) => ReadyStrategy | null;
  readonly openProcess: () => StrategyProcess;
  /** Into the engine's queue. */
  readonly offer: (event: EngineEvent) => void;
};

/** Runs each bot of an own strategy in a process of its own: what it does there reaches its bot alone. */
export function createOwnStrategyHost(ports: OwnStrategyHostPorts): StrategyHost {
  return {
    start(bot, history) {
      if (!isOwnStrategy(bot.strategyId)) return null;
      const ready = ports.find(bot.strategyId);
      if (ready === null) {
        throw new Error(`strategy is "${bot.strategyId}", expected one that was checked and has no faults`);
      }
      return startRemote(ports, bot, ready, history);
    },
  };
}

function startRemote(
  { openProcess, offer }: OwnStrategyHostPorts,
  { id: botId, params }: BotConfig,
  { compiled }: ReadyStrategy,
  history: CandleColumns,
): RemoteStrategy {
  const process = openProcess();
  let isOver = false;
  const fail = (reason: string): void => {
    if (isOver) return;
    isOver = true;
    void process.dispose();
    offer({ kind: 'strategyFailed', botId, reason });
  };
  process.onFailure((outcome) => fail(outcome.ok ? 'it ended' : outcome.error.message));
  const started = process.ask('startLive', { strategy: compiled, params, history });
  void started.then((answer) => {
    if (!answer.ok) fail(answer.error.message);
  });
  return {
    // Asked in order, answered in order: a bar that comes before the start is over waits in the process.
    onBar(candle, position) {
      void process.ask('bar', { candle, position }).then((answer) => {
        if (isOver) return;
        if (!answer.ok) fail(answer.error.message);
        else if (answer.value.intents.length > 0) offer({ kind: 'intents', botId, intents: answer.value.intents });
      });
    },
    stop() {
      isOver = true;
      void process.dispose();
    },
  };
}
