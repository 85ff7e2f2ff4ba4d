import type { Disposable } from '../../base/disposable.ts';
import type { Outcome } from '../../base/outcome.ts';
import { fail, toFailure } from '../../base/outcome.ts';
import { StrategyFault, strategyFailed } from '../strategy-problem.ts';
import type { FromProcess, InputOf, OutputOf, RequestName, ToProcess } from './messages.ts';
import { readAnswer } from './read-answer.ts';

/** A process that runs `own-strategy-worker`, seen from outside. Node forks it; the desktop has a way of its own. */
export type ProcessChannel = {
  post(message: ToProcess): void;
  onMessage(listener: (message: FromProcess) => void): void;
  /** Once, with what became of it: `exit code 0`, `signal SIGABRT`. */
  onExit(listener: (how: string) => void): void;
  kill(): void;
};

export type OpenProcess = () => ProcessChannel;

export type AskOptions = { readonly onProgress?: (fraction: number) => void };

/** One process and what it was asked. When it ends, every question still open is answered with `strategyFailed`. */
export type StrategyProcess = Disposable & {
  ask<Name extends RequestName>(
    name: Name,
    input: InputOf<Name>,
    options?: AskOptions,
  ): Promise<Outcome<OutputOf<Name>>>;
  /** Ends what it is at, with `cancelled`. */
  cancel(): void;
  /** Why it ended, when nobody disposed of it. */
  onFailure(listener: (outcome: Outcome<never>) => void): void;
};

type Question = {
  readonly name: RequestName;
  readonly answer: (outcome: Outcome<unknown>) => void;
  readonly options: AskOptions;
};

export function openStrategyProcess(open: OpenProcess): StrategyProcess {
  const channel = open();
  const questions = new Map<number, Question>();
  const listeners: ((outcome: Outcome<never>) => void)[] = [];
  let asked = 0;
  /** Set with its end: nothing is asked any more. */
  let ended: Outcome<never> | null = null;

  const end = (outcome: Outcome<never>, isOurWish: boolean): void => {
    if (ended !== null) return;
    ended = outcome;
    for (const { answer } of questions.values()) answer(outcome);
    questions.clear();
    if (!isOurWish) for (const listener of listeners) listener(outcome);
    channel.kill();
  };
  /** A process that cannot be spoken to has ended: whoever asked hears it as an answer, never as an exception. */
  const post = (message: ToProcess): void => {
    try {
      channel.post(message);
    } catch (error) {
      end(strategyFailed(new StrategyFault(0, `its process cannot be reached: ${toFailure(error).message}`)), false);
    }
  };
  channel.onMessage((message) => {
    if (message.kind === 'failed') return end(message.outcome, false);
    const question = questions.get(message.id);
    if (message.kind === 'progress') return question?.options.onProgress?.(message.fraction);
    questions.delete(message.id);
    question?.answer(readAnswer(question.name, message.outcome));
  });
  channel.onExit((how) => end(strategyFailed(new StrategyFault(0, exitText(how))), false));

  return {
    ask: (name, input, options = {}) =>
      new Promise((resolve) => {
        if (ended !== null) return resolve(ended);
        const id = ++asked;
        questions.set(id, { name, answer: (outcome) => resolve(outcome as Outcome<never>), options });
        post({ kind: 'ask', id, name, input });
      }),
    cancel: () => {
      if (ended === null) post({ kind: 'cancel' });
    },
    onFailure: (listener) => void listeners.push(listener),
    dispose: () => end(fail('cancelled', 'the strategy was stopped'), true),
  };
}

/** What takes a process down at once is, as good as always, memory. */
function exitText(how: string): string {
  return `its process ended (${how}): it used more memory than a strategy may have, or broke the process`;
}
