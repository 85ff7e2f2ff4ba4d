import type Database from 'better-sqlite3';
import type { WriteGuard } from '../sqlite/write-guard.ts';
import type { HashChain } from './chain/hash-chain.ts';

/** Makes of a function that writes one whose rows are linked in the same commit, and synced when it returns. */
export type ChainedWriting = <Inputs extends readonly unknown[], Result>(
  write: (...inputs: Inputs) => Result,
) => (...inputs: Inputs) => Result;

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
  return <Inputs extends readonly unknown[], Result>(write: (...inputs: Inputs) => Result) =>
    (...inputs: Inputs): Result => {
      const result = guard.run(() => run(() => write(...inputs))) as Result;
      onCommit();
      return result;
    };
}
