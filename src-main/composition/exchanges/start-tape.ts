import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Outcome } from '../../base/outcome.ts';
import { fail, succeed } from '../../base/outcome.ts';
import type { Log } from '../../engine/ports/log.ts';
import type { ExchangeUrls } from '../../exchanges/connection/exchange-definition.ts';
import type { TapeRecording } from '../../market-data/tape/record-tape.ts';
import { recordTape } from '../../market-data/tape/record-tape.ts';
import type { Timers } from '../../resilience/timers.ts';
import type { OpenedExchange } from './connection.ts';

export type StartTapeParts = {
  readonly folder: string;
  readonly urls: ExchangeUrls | null;
  readonly timers: Timers;
  readonly log: Log;
};

/** Makes the folder of tapes when there is none. */
export async function prepareTapeFolder(folder: string): Promise<Outcome<void>> {
  try {
    await mkdir(folder, { recursive: true });
    return succeed(undefined);
  } catch (error) {
    return fail('fileUnwritable', `folder is "${folder}", expected one that can be made: ${String(error)}`);
  }
}

/** Begins a tape named after the exchange and the moment, in a folder that is there. */
export function startTape(
  { definition, transport }: OpenedExchange,
  { folder, urls, timers, log }: StartTapeParts,
): Outcome<TapeRecording> {
  const moment = new Date(timers.nowMs()).toISOString().replaceAll(/[:.]/g, '-');
  const path = join(folder, `${definition.venue}-${moment}.tape.gz`);
  return recordTape(transport, path, { exchange: definition.venue, urls: urls ?? definition.urls, timers, log });
}
