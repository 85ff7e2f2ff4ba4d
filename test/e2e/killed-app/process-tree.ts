import { readdirSync, readFileSync } from 'node:fs';

/** A process and all that it started and they started, as /proc tells now; the process itself last. */
export function processTree(pid: number): readonly number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    const parent = parentOf(name);
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const below = (of: number): number[] => (children.get(of) ?? []).flatMap((child) => [...below(child), child]);
  return [...below(pid), pid];
}

/** Undefined for a process that ended meanwhile. */
function parentOf(pid: string): number | undefined {
  try {
    // `pid (name) state parent …`: the name may hold anything, a bracket too.
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return undefined;
  }
}

/** Ends all of them the hard way, the first of them first so that it sees none of its children die. */
export function killTree(pid: number): void {
  for (const each of [...processTree(pid)].reverse()) {
    try {
      process.kill(each, 'SIGKILL');
    } catch {
      // It was gone already.
    }
  }
}
