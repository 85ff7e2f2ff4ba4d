import { readdirSync, readFileSync } from 'node:fs';

/** A clock tick of /proc: 100 a second on every Linux this runs on. */
const TICK_MS = 10;

/** A process and all its descendants as they are now. Linux only. */
export function treePids(rootPid: number): readonly number[] {
  const parentOf = parents();
  const belongs = (pid: number | undefined): boolean =>
    pid !== undefined && (pid === rootPid || belongs(parentOf.get(pid)));
  return [...parentOf.keys()].filter((pid) => belongs(pid));
}

/** Processor time of a process and all its descendants since each began, ms: says the same on a busy machine. */
export function treeCpuMs(rootPid: number): number {
  return treePids(rootPid).reduce((sum, pid) => sum + cpuMs(pid), 0);
}

function parents(): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const fields = statFields(Number(entry));
    if (fields !== undefined) found.set(Number(entry), Number(fields[1]));
  }
  return found;
}

/** User and system time, fields 14 and 15 of the whole line. */
function cpuMs(pid: number): number {
  const fields = statFields(pid);
  return fields === undefined ? 0 : (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

/** What follows the name in /proc/…/stat; undefined when the process is gone. */
function statFields(pid: number): readonly string[] | undefined {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ');
  } catch (error) {
    if (!isGone(error)) throw error;
    return undefined;
  }
}

export function isGone(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' || code === 'ESRCH';
}
