import { readFileSync } from 'node:fs';
import { isGone, treePids } from './process-tree.ts';

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
  return (treePids(rootPid).reduce((sum, pid) => sum + pssKib(pid), 0) * 1024) / 1e6;
}
