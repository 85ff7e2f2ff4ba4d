import type { OwnStrategyView, StrategyProblemView } from '../../../src-preload/contract/own-strategy-views.ts';
import type { StrategyView } from '../../../src-preload/contract/research-views.ts';
import type { Disposable } from '../../base/disposable.ts';
import type { Failure } from '../../base/outcome.ts';
import { toFailure } from '../../base/outcome.ts';
import type { CandleColumns } from '../../model/candle.ts';
import type { CompiledStrategy } from '../../own-strategies/compile/compile-strategy.ts';
import type { StrategyFile } from '../../own-strategies/folder/read-strategy-files.ts';
import type { CheckFinding, StrategyInspection } from '../../own-strategies/process/messages.ts';
import type { StrategyProcess } from '../../own-strategies/process/strategy-process.ts';
import { ownStrategyId } from './own-strategy-id.ts';

export type StrategyShelfPorts = {
  readonly openProcess: () => StrategyProcess;
  /** Candles that strategies are checked on. They are copied into the process. */
  readonly checkCandles: () => Promise<CandleColumns>;
  /** Something in the list is different. */
  readonly onChange: () => void;
  /** Nothing is checked before it resolves; at once when left out. */
  readonly begin?: Promise<void>;
};

/** A save that may run. */
export type ReadyStrategy = {
  readonly compiled: CompiledStrategy;
  readonly inspection: StrategyInspection;
  readonly savedMs: number;
};

type Verdict = {
  readonly ready: ReadyStrategy | null;
  readonly problems: readonly StrategyProblemView[];
  readonly findings: readonly CheckFinding[];
};

type Entry = {
  file: StrategyFile;
  isChecking: boolean;
  /** The last good save; it runs on while a newer one has faults. */
  ready: ReadyStrategy | null;
  problems: readonly StrategyProblemView[];
  findings: readonly CheckFinding[];
};

/**
 * The person's strategies: every save is compiled, loaded and checked on candles in a process of its own, one after the
 * other, before it may run. A save with faults leaves the last good one in place.
 */
export class StrategyShelf implements Disposable {
  readonly #ports: StrategyShelfPorts;
  readonly #entries = new Map<string, Entry>();
  #queue: Promise<void>;
  #process: StrategyProcess | null = null;
  #isDisposed = false;

  constructor(ports: StrategyShelfPorts) {
    this.#ports = ports;
    this.#queue = ports.begin ?? Promise.resolve();
  }

  /** All files of the folder as they are now. */
  take(files: readonly StrategyFile[]): void {
    const names = new Set(files.map(({ fileName }) => fileName));
    for (const known of [...this.#entries.keys()]) if (!names.has(known)) this.#entries.delete(known);
    for (const file of files) this.#takeFile(file);
    this.#ports.onChange();
  }

  #takeFile(file: StrategyFile): void {
    const known = this.#entries.get(file.fileName);
    if (known?.file.source === file.source) return;
    const entry = known ?? { file, isChecking: true, ready: null, problems: [], findings: [] };
    entry.file = file;
    entry.isChecking = true;
    this.#entries.set(file.fileName, entry);
    this.#queue = this.#queue.then(() => this.#check(entry, file));
  }

  async #check(entry: Entry, file: StrategyFile): Promise<void> {
    // A newer save has its own turn.
    if (this.#isDisposed || entry.file !== file) return;
    const verdict = await this.#judge(file);
    if (entry.file !== file) return;
    entry.isChecking = false;
    entry.ready = verdict.ready ?? entry.ready;
    entry.problems = verdict.problems;
    entry.findings = verdict.findings;
    this.#ports.onChange();
  }

  /** Whatever goes wrong is said of this file: a rejection would end the checks of all others, and halt trading. */
  async #judge(file: StrategyFile): Promise<Verdict> {
    try {
      this.#process = this.#ports.openProcess();
      return await judge(this.#process, file, this.#ports.checkCandles);
    } catch (error) {
      return refusedBy({ ...toFailure(error), details: {} });
    } finally {
      await this.#process?.dispose();
      this.#process = null;
    }
  }

  /** Resolves when everything saved so far has been checked. */
  settled(): Promise<void> {
    return this.#queue;
  }

  list(): readonly OwnStrategyView[] {
    return [...this.#entries.values()].map((entry) => ({
      id: ownStrategyId(entry.file.fileName),
      fileName: entry.file.fileName,
      title: entry.ready?.inspection.title ?? entry.file.fileName,
      state: entry.isChecking ? 'checking' : entry.ready === null ? 'faulty' : 'ready',
      problems: entry.problems,
      findings: entry.findings,
      savedMs: entry.file.savedMs,
    }));
  }

  /** Those that may run, for forms. */
  catalogue(): readonly StrategyView[] {
    return [...this.#entries.values()].flatMap(({ file, ready }) => {
      if (ready === null) return [];
      const { title, description, rule, schema, params } = ready.inspection;
      const defaults = params as StrategyView['defaults'];
      return [{ id: ownStrategyId(file.fileName), title, description, rule, schema: schema as object, defaults }];
    }) as readonly StrategyView[];
  }

  find(strategyId: string): ReadyStrategy | null {
    for (const { file, ready } of this.#entries.values()) {
      if (ownStrategyId(file.fileName) === strategyId) return ready;
    }
    return null;
  }

  async dispose(): Promise<void> {
    this.#isDisposed = true;
    await this.#process?.dispose();
    await this.#queue;
  }
}

/** Types and syntax first, then what the file says of itself, then its behaviour on candles. */
async function judge(
  process: StrategyProcess,
  { source, fileName, savedMs }: StrategyFile,
  checkCandles: () => Promise<CandleColumns>,
): Promise<Verdict> {
  const compiled = await process.ask('compile', { source, fileName });
  if (!compiled.ok) return refusedBy(compiled.error);
  const strategy = compiled.value;
  const inspection = await process.ask('inspect', { strategy, params: {} });
  if (!inspection.ok) return refusedBy(inspection.error);
  const candles = await checkCandles();
  const found = await process.ask('check', { strategy, params: inspection.value.params, candles });
  if (!found.ok) return refusedBy(found.error);
  const ready = { compiled: strategy, inspection: inspection.value, savedMs };
  return { ready: found.value.length === 0 ? ready : null, problems: [], findings: found.value };
}

function refusedBy({ message, details }: Failure): Verdict {
  const { problems, line } = (details ?? {}) as { problems?: readonly StrategyProblemView[]; line?: number };
  return { ready: null, problems: problems ?? [{ line: line ?? 0, column: 0, message }], findings: [] };
}
