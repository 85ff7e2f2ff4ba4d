import { z } from 'zod';

const processLimits = z.strictObject({ heapMegabytes: z.int().min(32), barMs: z.int().min(100) });

/** How much a strategy's process may take. */
export type ProcessLimits = {
  /** Of objects; what it is for needs a tenth. Candles do not count. */
  readonly heapMegabytes: number;
  /** Longest time for one bar. */
  readonly barMs: number;
};

export const PROCESS_LIMITS: ProcessLimits = { heapMegabytes: 768, barMs: 10_000 };

/** The limits as whoever started the process wrote them on its command line; the usual ones when they did not. */
export function readProcessLimits(text: string | undefined): ProcessLimits {
  return text === undefined ? PROCESS_LIMITS : processLimits.parse(JSON.parse(text));
}
