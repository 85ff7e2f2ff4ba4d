import { join } from 'node:path';
import type { Disposable } from '../../base/disposable.ts';
import { DisposableStack } from '../../base/disposable.ts';
import { unwrap } from '../../base/outcome.ts';
import type { EngineEvent } from '../../engine/events.ts';
import type { CandleStore } from '../../engine/ports/candle-store.ts';
import type { Clock } from '../../engine/ports/clock.ts';
import type { Log } from '../../engine/ports/log.ts';
import type { StrategyHost } from '../../engine/ports/strategy-host.ts';
import { findStrategy } from '../../engine/strategies/registry.ts';
import type { FindStrategy } from '../../engine/strategies/strategy.ts';
import { barOpenMs, intervalMs } from '../../model/time.ts';
import { prepareStrategyFolder } from '../../own-strategies/folder/first-files.ts';
import type { StrategyFile } from '../../own-strategies/folder/read-strategy-files.ts';
import { watchStrategyFolder } from '../../own-strategies/folder/watch-strategy-folder.ts';
import type { OpenProcess } from '../../own-strategies/process/strategy-process.ts';
import { openStrategyProcess } from '../../own-strategies/process/strategy-process.ts';
import type { OwnBacktestPorts } from './own-backtest.ts';
import { createOwnStrategyHost } from './own-strategy-host.ts';
import { isOwnStrategy, ownStrategyStub } from './own-strategy-id.ts';
import { StrategyShelf } from './strategy-shelf.ts';

export type OwnStrategiesPorts = {
  readonly dataDir: string;
  readonly openProcess: OpenProcess;
  readonly candles: CandleStore;
  /** Every save is checked on its candles. */
  readonly checkedOn: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly offer: (event: EngineEvent) => void;
  readonly onChange: () => void;
  /** Calls back once the window has had the machine for itself: a check loads a compiler. */
  readonly afterStart: (callback: () => void) => Disposable;
};

export type OwnStrategies = {
  readonly folder: string;
  readonly shelf: StrategyShelf;
  readonly host: StrategyHost;
  readonly backtests: OwnBacktestPorts;
  /** Shipped ones, and the person's by name. */
  readonly findStrategy: FindStrategy;
  /** Everything that lay in the folder at the start has been checked. */
  readonly ready: Promise<void>;
  /** Makes the folder ready and watches it. */
  readonly start: () => Disposable;
};

const FOLDER = 'strategies';
/** What every save is checked on: enough for slow averages to warm up and for some hundred decisions. */
const CHECKED_ON = { interval: '1h', candles: 1500 } as const;

/** A person's own strategies, put together. */
export function createOwnStrategies(ports: OwnStrategiesPorts): OwnStrategies {
  const folder = join(ports.dataDir, FOLDER);
  const openProcess = () => openStrategyProcess(ports.openProcess);
  let check: () => void = () => undefined;
  const begin = new Promise<void>((resolve) => {
    check = resolve;
  });
  const { onChange } = ports;
  const shelf = new StrategyShelf({ openProcess, checkCandles: () => checkCandles(ports), onChange, begin });
  let isReady: () => void = () => undefined;
  const ready = new Promise<void>((resolve) => {
    isReady = resolve;
  });
  const find = (strategyId: string) => shelf.find(strategyId);
  return {
    folder,
    shelf,
    host: createOwnStrategyHost({ find, openProcess, offer: ports.offer }),
    backtests: { find, openProcess },
    findStrategy: (id) => (isOwnStrategy(id) ? ownStrategyStub(id, () => find(id)?.inspection) : findStrategy(id)),
    ready,
    start() {
      const stack = new DisposableStack();
      stack.use(startWatching(folder, shelf, ports.log, isReady));
      stack.use(ports.afterStart(check));
      // What waits for its turn is not waited for at the end.
      stack.defer(check);
      return stack;
    },
  };
}

async function checkCandles({ candles, clock, checkedOn: instrumentId }: OwnStrategiesPorts) {
  const { interval, candles: count } = CHECKED_ON;
  const toMs = barOpenMs(interval, clock.nowMs());
  return unwrap(await candles.read({ instrumentId, interval, fromMs: toMs - count * intervalMs(interval), toMs }));
}

function startWatching(folder: string, shelf: StrategyShelf, log: Log, onChecked: () => void): Disposable {
  const stack = new DisposableStack();
  stack.use(shelf);
  let isOver = false;
  const say = (what: string, error: unknown): void => {
    log.error(`the folder of own strategies ${what}`, { folder, error: String(error) });
  };
  void prepareStrategyFolder(folder).then(
    () => {
      if (isOver) return;
      const onFiles = (files: readonly StrategyFile[]): void => {
        shelf.take(files);
        // Bots resume once it is over: not in an app that is on its way out.
        void shelf.settled().then(() => isOver || onChecked());
      };
      stack.use(watchStrategyFolder({ folder, onFiles, onFailure: (error) => say('could not be read', error) }));
    },
    (error: unknown) => say('could not be made', error),
  );
  stack.defer(() => {
    isOver = true;
  });
  return stack;
}
