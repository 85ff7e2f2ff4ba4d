import { readdirSync, readFileSync } from 'node:fs';

/** Parent of each process that runs now. */
function parents(): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    try {
      const fields = readFileSync(`/proc/${entry}/stat`, 'utf8')
        .replace(/^.*\) /, '')
        .split(' ');
      found.set(Number(entry), Number(fields[1]));
    } catch (error) {
      if (!isGone(error)) throw error;
    }
  }
  return found;
}

function isGone(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' || code === 'ESRCH';
}

function pssKib(pid: number): number {
  try {
    return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0);
  } catch (error) {
    if (isGone(error)) return 0;
    throw error;
  }
}

/** Proportional set size of a process and all its descendants, MB (10^6 bytes). Linux only. */
export function treePssMb(rootPid: number): number {
  const parentOf = parents();
  const belongs = (pid: number | undefined): boolean =>
    pid !== undefined && (pid === rootPid || belongs(parentOf.get(pid)));
  const tree = [...parentOf.keys()].filter((pid) => belongs(pid));
  return (tree.reduce((sum, pid) => sum + pssKib(pid), 0) * 1024) / 1e6;
}
