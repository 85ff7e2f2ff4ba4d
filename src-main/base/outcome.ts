import type { ErrorCode } from './error-codes.ts';

/** What went wrong, as data: `message` names the parameter, its value and what was expected; `details` loses nothing. */
export type Failure = {
  readonly code: ErrorCode;
  readonly message: string;
  readonly details?: Readonly<Record<string, unknown>>;
};

/** The result of anything that may fail at a border. Exceptions are left for bugs. */
export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: Failure };

export function succeed<T>(value: T): Outcome<T> {
  return { ok: true, value };
}

export function fail(code: ErrorCode, message: string, details?: Readonly<Record<string, unknown>>): Outcome<never> {
  return { ok: false, error: details === undefined ? { code, message } : { code, message, details } };
}

/** A failure in flight, for code between two borders that cannot return an Outcome (parsers, callbacks). */
export class FailureError extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.message);
    this.name = 'FailureError';
    this.failure = failure;
  }
}

/** The value of a success; throws FailureError otherwise. For doors and tests, where a failure ends the work anyway. */
export function unwrap<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new FailureError(outcome.error);
}

/** Turns whatever was thrown into a Failure without losing its message; anything that is not ours is a bug. */
export function toFailure(thrown: unknown): Failure {
  if (thrown instanceof FailureError) return thrown.failure;
  if (thrown instanceof Error) return { code: 'bug', message: thrown.message, details: { stack: thrown.stack ?? '' } };
  return { code: 'bug', message: String(thrown) };
}
