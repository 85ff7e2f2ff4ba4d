import { create } from 'zustand';
import type { Failure } from '../../../src-main/base/outcome.ts';
import { ask } from '../../bridge/index.ts';
import { firstLines, type LogLines, withNewer, withOlder } from './log-lines.ts';

/** New lines are asked for as often as this while somebody looks: a slow window asks later and slows nobody. */
const LOOK_EVERY_MS = 500;

export type LogState = { readonly lines: LogLines | null; readonly failure: Failure | null };

/** The log as this window has read it; one for all panels of it. */
export const useLog = create<LogState>(() => ({ lines: null, failure: null }));

let readers = 0;
let isReading = false;

/** Reads the log, and goes on as it grows, until the last who asked for it stops. */
export function followLog(): () => void {
  readers++;
  void readOn();
  return () => {
    readers--;
  };
}

export function retryLog(): void {
  useLog.setState({ failure: null });
  void readOn();
}

/** One reader however many look; older pages come between the newer ones until there are none. */
async function readOn(): Promise<void> {
  if (isReading) return;
  isReading = true;
  while (readers > 0 && useLog.getState().failure === null) {
    const { lines } = useLog.getState();
    const hasMore = lines === null ? await readFirst() : await readBoth(lines);
    if (!hasMore) await pause();
  }
  isReading = false;
}

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));

async function readFirst(): Promise<boolean> {
  const page = await ask('log.read', { direction: 'older', before: null });
  useLog.setState(page.ok ? { lines: firstLines(page.value) } : { failure: page.error });
  return true;
}

/** True while there is more to be read at once. */
async function readBoth(lines: LogLines): Promise<boolean> {
  const newer = await ask('log.read', { direction: 'newer', from: lines.to });
  if (!newer.ok) useLog.setState({ failure: newer.error });
  else take(withNewer(lines, newer.value));
  const { lines: now } = useLog.getState();
  if (!newer.ok || now === null) return false;
  if (now.hasOldest) return !newer.value.isLast;
  const older = await ask('log.read', { direction: 'older', before: now.from });
  if (!older.ok) useLog.setState({ failure: older.error });
  else take(withOlder(now, older.value));
  return older.ok;
}

function take(lines: LogLines): void {
  if (lines !== useLog.getState().lines) useLog.setState({ lines });
}
