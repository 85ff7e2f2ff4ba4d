import { join } from 'node:path';
import { projectRoot } from '../../../../scripts/runtime/project.mjs';
import { ACCOUNT_TASKS } from '../../../../src-main/account-tasks/account-tasks.ts';
import type { Outcome } from '../../../../src-main/base/outcome.ts';
import { fail, succeed, unwrap } from '../../../../src-main/base/outcome.ts';
import type { ComputePool } from '../../../../src-main/composition/compute-pool.ts';
import { openDesktopRecords } from '../../../../src-main/composition/desktop-records.ts';
import type { DesktopServices, DesktopServicesOptions } from '../../../../src-main/composition/desktop-services.ts';
import { openDesktopServices } from '../../../../src-main/composition/desktop-services.ts';
import type { MarketData } from '../../../../src-main/composition/market-data.ts';
import type { SimulatedClock } from '../../../../src-main/engine/clock/simulated-clock.ts';
import type { Clock } from '../../../../src-main/engine/ports/clock.ts';
import type { Log } from '../../../../src-main/engine/ports/log.ts';
import { createDemoHistory } from '../../../../src-main/exchanges/demo/demo-history.ts';
import type { AppSnapshot } from '../../../../src-main/ipc/app-handlers.ts';
import { forkProcess } from '../../../../src-main/own-strategies/process/fork-process.ts';
import type { Timers } from '../../../../src-main/resilience/timers.ts';
import { verifyJournalFile } from '../../../../src-main/storage/journal/journal-backup.ts';
import type { FactBatch, FactView } from '../../../../src-preload/contract/facts.ts';
import { factBatch } from '../../../../src-preload/contract/facts.ts';

const silent: Log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

const NOTHING_LOGGED = { entries: [], from: 0, to: 0, isLast: true, hasGap: false };

/** The candles of the demo market without a worker; nothing is stored. */
function inProcessMarketData(seed: string): MarketData {
  const history = createDemoHistory(seed);
  const none = async (): Promise<Outcome<never>> => fail('noCandles', 'nothing is stored in this test');
  return {
    read: async (range) => succeed(history.read(range)),
    window: none,
    indicator: none,
    structure: none,
    span: none,
    series: async () => succeed([]),
    gaps: async () => succeed([]),
    remove: none,
    preview: none,
    import: none,
    storedInstruments: async () => succeed([]),
    covered: { readCovered: none, writeCovered: none, coverage: none },
    runs: { save: none, list: none, read: none, change: none, remove: none },
    verifyJournal: async (path) => verifyJournalFile(path),
    dispose: () => undefined,
  };
}

const noPool: ComputePool = {
  backtest: async () => fail('cancelled', 'there is no pool in this test'),
  study: async () => fail('cancelled', 'there is no pool in this test'),
  trade: async () => fail('cancelled', 'there is no pool in this test'),
  exportResult: async () => fail('cancelled', 'there is no pool in this test'),
  report: () => Promise.reject(new Error('there is no pool in this test')),
  exportRun: async () => fail('cancelled', 'there is no pool in this test'),
  // What goes to a worker must survive the way there and back.
  account: async (name, task) =>
    structuredClone(await (ACCOUNT_TASKS[name] as (task: unknown) => unknown)(structuredClone(task))) as never,
  dispose: () => undefined,
};

export type ServicesSession = {
  readonly services: DesktopServices;
  readonly facts: FactView[];
  readonly snapshot: () => AppSnapshot;
  /** Moves the market and everything else on, in ticks of a second. */
  readonly run: (seconds: number) => Promise<void>;
};

const noKeyDoors: DesktopServicesOptions['keyDoors'] = {
  openKeychain: () => Promise.reject(new Error('there is no keychain in this test')),
  takeClipboard: async () => '',
  chooseKeyFile: async () => null,
};

/** The test's clock as everything at the edge needs it. */
function timersOf(clock: Clock): Timers {
  return {
    nowMs: () => clock.nowMs(),
    every: (periodMs, callback) => clock.every(periodMs, callback),
    monotonicMs: () => clock.nowMs(),
    chance: () => 0.5,
    after(delayMs, callback) {
      const once = clock.every(Math.max(1, delayMs), () => {
        void once.dispose();
        callback();
      });
      return once;
    },
  };
}

/** The whole app behind its window, on a clock of the test's own and a real journal. */
export function openSession(
  dataDir: string,
  clock: Clock & { readonly advanceTo?: SimulatedClock['advanceTo'] },
): ServicesSession {
  const facts: FactView[] = [];
  const options: DesktopServicesOptions = {
    dataDir,
    demoSeed: 'services-test',
    timers: timersOf(clock),
    log: silent,
    logBook: { older: () => NOTHING_LOGGED, newer: () => NOTHING_LOGGED },
    pool: noPool,
    openMarketData: (seed) => inProcessMarketData(seed),
    send: (batch: FactBatch) => facts.push(...factBatch.parse(batch).facts),
    versions: { version: '1', electron: '', chrome: '', node: '', sqlite: '', runtimeWarning: null },
    openStrategyProcess: forkProcess(join(projectRoot, 'src-main/own-strategy-worker.ts')),
    showFolder: () => undefined,
    chooseFile: async () => null,
    keyDoors: noKeyDoors,
    chooseSavePath: async () => null,
    openWorkspaceWindow: () => undefined,
    closeWorkspaceWindow: () => undefined,
    isWatched: () => true,
    language: () => 'en',
    notify: () => undefined,
    answerClose: () => false,
  };
  const services = openDesktopServices(options, unwrap(openDesktopRecords(options)));
  return {
    services,
    facts,
    snapshot: () => unwrap(services.handlers['app.snapshot']({}) as Outcome<AppSnapshot>),
    run: async (seconds) => {
      for (let second = 0; second < seconds; second++) {
        clock.advanceTo?.(clock.nowMs() + 1000);
        // Lets histories that were asked for arrive.
        await Promise.resolve();
      }
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}
