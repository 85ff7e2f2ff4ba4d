import type { RealmSteps } from './realm-steps.ts';

export type RealmWords = {
  readonly text: () => string;
  readonly line: () => number;
  readonly say: (text: string, line: number) => void;
  /** Leaves to read what was thrown, and where. */
  readonly note: (thrown: unknown) => void;
  /** JSON that says NaN and Infinity in words, so that whoever reads it can say what was wrong. */
  readonly written: (value: unknown) => string;
  /** An error whose message says everything. */
  readonly expected: (message: string) => Error;
  /** Runs what belongs to the strategy and leaves its result to read as JSON. False when it threw. */
  readonly guarded: (run: () => unknown) => boolean;
};

/** What a realm has to say, as text. */
export function realmWords({ cells, begin, stop, stoppedBy, tooDeep }: RealmSteps): RealmWords {
  const { stringify } = JSON;
  const longestText = 100_000;
  const longestMessage = 500;
  let said = '';
  let saidLine = 0;
  const wordsOf = (thrown: unknown): string => {
    if (typeof thrown === 'object' && thrown !== null) {
      const { name, message } = thrown as { name?: unknown; message?: unknown };
      if (message === 'Maximum call stack size exceeded') return tooDeep;
      if (name === 'StrategyError') return `${message}`;
      if (typeof message === 'string') return `${name}: ${message}`;
    }
    return `threw ${typeof thrown === 'string' ? thrown : typeof thrown}`;
  };
  const note = (thrown: unknown): void => {
    saidLine = cells[0] as number;
    try {
      said = (stoppedBy() ?? wordsOf(thrown)).slice(0, longestMessage);
    } catch {
      said = stoppedBy() ?? 'threw something that cannot be shown';
    }
  };
  const expected = (message: string): Error =>
    Object.defineProperty(new Error(message), 'name', { value: 'StrategyError' });
  const plain = (_key: string, value: unknown): unknown => {
    if (typeof value === 'number' && !(value - value === 0)) return `${value}`;
    return typeof value === 'bigint' ? `${value}n` : value;
  };
  const written = (value: unknown): string => {
    const text = stringify(value, plain) ?? 'null';
    if (text.length > longestText) throw expected(`answered with ${text.length} characters, at most ${longestText}`);
    return text;
  };
  const guarded = (run: () => unknown): boolean => {
    begin();
    said = '';
    try {
      const result = run();
      const reason = stoppedBy();
      if (reason !== null) stop(reason);
      said = written(result);
      return true;
    } catch (thrown) {
      note(thrown);
      return false;
    }
  };
  const say = (text: string, line: number): void => {
    said = text;
    saidLine = line;
  };
  return { text: () => said, line: () => saidLine, say, note, written, expected, guarded };
}
