import { statfsSync } from 'node:fs';
import type { Disposable } from '../base/disposable.ts';
import { DisposableStack } from '../base/disposable.ts';
import type { Failure } from '../base/outcome.ts';
import type { Engine } from '../engine/engine.ts';
import type { Clock } from '../engine/ports/clock.ts';
import type { JournalDatabase } from '../storage/journal/open-journal.ts';
import type { Notices } from './notices.ts';

/**
 * Nothing is traded with less room: the write-ahead logs of both databases may take 64 MB each, a backup of the journal as
 * much as the journal, a download of candles some hundred, and a person is to have time to make room.
 */
export const LEAST_FREE_BYTES = 500 * 1024 * 1024;

const CHECK_EVERY_MS = 30_000;
const MEGABYTE = 1024 * 1024;

export type StorageWatch = {
  readonly journal: Pick<JournalDatabase, 'onBroken'>;
  readonly engine: Pick<Engine, 'offer' | 'onFact' | 'snapshot'>;
  readonly notices: Pick<Notices, 'add'>;
  readonly clock: Clock;
  /** Room on the disk of the data folder; null where the system does not say. */
  readonly freeBytes: () => number | null;
};

/** Halts trading when the journal can no longer be written, and while the disk is nearly full, however often it is released. */
export function watchStorage({ journal, engine, notices, clock, freeBytes }: StorageWatch): Disposable {
  const halt = (reason: string): void => {
    if (engine.snapshot().halt !== null) return;
    engine.offer({ kind: 'command', command: { kind: 'halt', reason, flatten: false } });
  };
  journal.onBroken((failure) => {
    notices.add(brokenText(failure));
    // The engine halts by itself when the write was its own: it is asked once that event is over.
    queueMicrotask(() => halt(failure.message));
  });
  let wasLow = false;
  const check = (): void => {
    const free = freeBytes();
    const isLow = free !== null && free < LEAST_FREE_BYTES;
    const text = isLow ? lowText(free) : '';
    if (isLow && !wasLow) notices.add(`${text} Trading is halted. Make room, then release the halt.`);
    if (isLow) halt(text);
    wasLow = isLow;
  };
  const stack = new DisposableStack();
  stack.use(engine.onFact(({ fact }) => (fact.kind === 'released' ? check() : undefined)));
  stack.use(clock.every(CHECK_EVERY_MS, check));
  check();
  return stack;
}

/** What the system says of the disk a folder is on. */
export function freeBytesOf(folder: string): number | null {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    return null;
  }
}

function lowText(freeBytes: number): string {
  return `The disk has ${Math.floor(freeBytes / MEGABYTE)} MB free, ${LEAST_FREE_BYTES / MEGABYTE} MB are needed to trade.`;
}

function brokenText({ code, message }: Failure): string {
  const cause = code === 'databaseFull' ? 'Make room on the disk' : 'Check the disk';
  return `${message}. Trading is halted and open orders are cancelled; no order leaves any more. ${cause}, then start Bellwether again: what was recorded is kept.`;
}
