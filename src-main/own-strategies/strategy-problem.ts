import type { Outcome } from '../base/outcome.ts';
import { fail } from '../base/outcome.ts';

/** What is wrong with a strategy's file, and where. */
export type StrategyProblem = {
  /** From 1; 0 when it is about the file as a whole. */
  readonly line: number;
  /** From 1; 0 when only the line is known. */
  readonly column: number;
  readonly message: string;
};

function problemText({ line, column, message }: StrategyProblem): string {
  if (line === 0) return message;
  return column === 0 ? `line ${line}: ${message}` : `line ${line}:${column}: ${message}`;
}

/** A file that cannot be a strategy. */
export function badStrategy(fileName: string, problems: readonly StrategyProblem[]): Outcome<never> {
  return fail('badStrategy', `${fileName}: ${problems.map(problemText).join('; ')}`, { problems });
}

/** What a strategy did wrong while it ran. Its message begins with the line. */
export class StrategyFault extends Error {
  /** From 1; 0 when it is not known. */
  readonly line: number;

  constructor(line: number, message: string) {
    super(problemText({ line, column: 0, message }));
    this.name = 'StrategyFault';
    this.line = line;
  }
}

/** A strategy that was stopped while it ran. */
export function strategyFailed(fault: StrategyFault): Outcome<never> {
  return fail('strategyFailed', fault.message, { line: fault.line });
}
