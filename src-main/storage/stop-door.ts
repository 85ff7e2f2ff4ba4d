import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Disposable } from '../base/disposable.ts';
import type { Outcome } from '../base/outcome.ts';
import type { Clock } from '../engine/ports/clock.ts';
import type { Log } from '../engine/ports/log.ts';
import { writeWholeFile } from './whole-file.ts';

/**
 * A door of the running app that can only stop it: a file in the data folder, which is its owner's alone. Whoever may
 * write there may stop trading, and nothing else; the app answers in a file beside it and takes the request away. A
 * request that is left while no app runs is carried out at the next start.
 */
const REQUEST_FILE = 'stop-request.json';
const ANSWER_FILE = 'stop-answer.json';
const LOOK_EVERY_MS = 100;

export type StopRequest = { readonly id: string; readonly flatten: boolean; readonly reason: string };
export type StopAnswer = { readonly id: string; readonly haltedMs: number };

export function leaveStopRequest(dataDir: string, request: StopRequest): Promise<Outcome<void>> {
  return writeWholeFile(join(dataDir, REQUEST_FILE), JSON.stringify(request));
}

/** The app's answer to this very request; null while there is none. */
export function readStopAnswer(dataDir: string, id: string): StopAnswer | null {
  const answer = parsed(textOf(join(dataDir, ANSWER_FILE)));
  return answer?.id === id && typeof answer.haltedMs === 'number' ? { id, haltedMs: answer.haltedMs } : null;
}

export type StopDoorOptions = {
  readonly dataDir: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Throws the kill switch; returns when trading was halted, epoch ms. */
  readonly stop: (request: StopRequest) => number;
};

/** Looks for a request now and ten times a second. */
export function openStopDoor({ dataDir, clock, log, stop }: StopDoorOptions): Disposable {
  const path = join(dataDir, REQUEST_FILE);
  const look = (): void => {
    if (!existsSync(path)) return;
    const request = requestOf(textOf(path));
    const answer: StopAnswer = { id: request.id, haltedMs: stop(request) };
    try {
      answerWith(dataDir, answer);
      rmSync(path, { force: true });
    } catch (error) {
      log.warn('a request to stop cannot be answered or taken away', { error: String(error) });
    }
  };
  look();
  return clock.every(LOOK_EVERY_MS, look);
}

/** Beside its place first: whoever waits for it reads all of it. */
function answerWith(dataDir: string, answer: StopAnswer): void {
  const beside = join(dataDir, `${ANSWER_FILE}.tmp`);
  writeFileSync(beside, JSON.stringify(answer), { mode: 0o600 });
  renameSync(beside, join(dataDir, ANSWER_FILE));
}

/** One that cannot be read stops all the same, without flattening: nobody leaves a file of that name by chance. */
function requestOf(text: string | null): StopRequest {
  const request = parsed(text);
  const { id, flatten, reason } = request ?? {};
  return {
    id: typeof id === 'string' ? id : '',
    flatten: flatten === true,
    reason: typeof reason === 'string' && reason !== '' ? reason.slice(0, 200) : 'stopped from outside',
  };
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // There is none.
    return null;
  }
}

function parsed(text: string | null): Record<string, unknown> | null {
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
