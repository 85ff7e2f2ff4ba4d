import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A small file system of its own that can be filled and emptied. */
export type SmallDisk = {
  readonly folder: string;
  /** Takes all room that is left, but for `leaveBytes`. */
  readonly fill: (leaveBytes?: number) => void;
  readonly makeRoom: () => void;
  readonly dispose: () => void;
};

/** Mounts one of `bytes`, or says why this machine does not let us. */
export function mountSmallDisk(bytes: number): SmallDisk | string {
  if (process.platform !== 'linux') return `mounting a file system is not tried on ${process.platform}`;
  const folder = mkdtempSync(join(tmpdir(), 'bellwether-disk-'));
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', folder], { encoding: 'utf8' });
  if (mounted.status !== 0) {
    rmSync(folder, { recursive: true });
    return `this user may not mount a file system (${mounted.stderr?.trim() || String(mounted.error)})`;
  }
  const filler = join(folder, 'filler');
  return {
    folder,
    fill(leaveBytes = 0) {
      const { bavail, bsize } = statfsSync(folder);
      writeFileSync(filler, Buffer.alloc(Math.max(0, bavail * bsize - leaveBytes)));
    },
    makeRoom: () => rmSync(filler, { force: true }),
    dispose() {
      spawnSync('umount', [folder]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
