import { join } from 'node:path';
import { z } from 'zod';
import { alertView, MOST_ALERTS } from '../../../src-preload/contract/alert-views.ts';
import { timeMs } from '../../../src-preload/contract/views.ts';
import type { Outcome } from '../../base/outcome.ts';
import { readJsonFile, writeJsonFile } from '../../config/json-file.ts';

const FILE_NAME = 'alerts.json';

const keptAlert = z.strictObject({
  ...alertView.shape,
  /** Where the last price stood to the alert's; null while none was seen. */
  side: z.union([z.literal(-1), z.literal(0), z.literal(1)]).nullable(),
  /** Until when the market was watched for it. */
  seenMs: timeMs,
});
export type KeptAlert = z.output<typeof keptAlert>;

const kept = z.array(keptAlert).max(MOST_ALERTS);

/** The person's alerts, in `alerts.json` of the data folder. */
export class AlertBook {
  readonly #path: string;
  /** What was wrong with the file; it then lies aside. */
  readonly problem: string | null;
  /** As the file held them at the start. */
  readonly first: readonly KeptAlert[];

  constructor(dataDir: string) {
    this.#path = join(dataDir, FILE_NAME);
    const read = readJsonFile(this.#path, kept);
    this.problem = read.ok ? null : read.error.message;
    this.first = (read.ok ? read.value : undefined) ?? [];
  }

  write(alerts: readonly KeptAlert[]): Outcome<void> {
    return writeJsonFile(this.#path, alerts);
  }
}
