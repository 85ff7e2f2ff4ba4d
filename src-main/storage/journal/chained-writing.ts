import type Database from 'better-sqlite3';
import type { WriteGuard } from '../sqlite/write-guard.ts';
import type { HashChain } from './chain/hash-chain.ts';

/** Makes of a function that writes one whose rows are linked in the same commit, and synced when it returns. */
type Writing = <Inputs extends readonly unknown[], Result>(
  write: (...inputs: Inputs) => Result,
) => (...inputs: Inputs) => Result;

export type ChainedWriting = {
  readonly writing: Writing;
  /** For what must still be said when the disk is full: what became of orders, and that trading is halted. */
  readonly lastWord: Writing;
};

export function createChainedWriting(
  db: Database.Database,
  guard: WriteGuard,
  { chain, onCommit }: { readonly chain: HashChain; readonly onCommit: () => void },
): ChainedWriting {
  const commit = db.transaction((work: () => unknown): unknown => {
    const result = work();
    chain.link();
    return result;
  });
  const run = (work: () => unknown): unknown => {
    try {
      const result = commit.immediate(work);
      chain.keep();
      return result;
    } catch (error) {
      chain.forget();
      throw error;
    }
  };
  const through =
    (pass: <T>(work: () => T) => T): Writing =>
    <Inputs extends readonly unknown[], Result>(write: (...inputs: Inputs) => Result) =>
    (...inputs: Inputs): Result => {
      const result = pass(() => run(() => write(...inputs))) as Result;
      onCommit();
      return result;
    };
  return { writing: through((work) => guard.run(work)), lastWord: through((work) => guard.runLast(work)) };
}
