import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A file system whose disk can break: the kernel then answers EIO, to syncs first. */
export type FailingDisk = {
  readonly folder: string;
  /** From now on whatever goes to the disk fails. Linux makes the file system read-only by itself soon after. */
  readonly fail: () => void;
  /** Mounts it anew, its journal replayed, as after a cable was put back. */
  readonly mend: () => void;
  readonly dispose: () => void;
};

const DISK_BYTES = 96 * 1024 * 1024;
/** What is left of a disk that fails: blocks behind it are beyond its end, which is an I/O error. */
const LEFT_BYTES = 1024 * 1024;

/** An ext4 of its own on a file, by way of a loop device, or why this machine does not let us. Needs root, no module and no compiler. */
export function mountFailingDisk(): FailingDisk | string {
  if (process.platform !== 'linux') return `mounting a file system is not tried on ${process.platform}`;
  const home = mkdtempSync(join(tmpdir(), 'bellwether-failing-'));
  const [image, folder] = [join(home, 'image'), join(home, 'mounted')];
  writeFileSync(image, '');
  truncateSync(image, DISK_BYTES);
  mkdirSync(folder);
  let device = '';
  const refused = (error: unknown): string => {
    if (device !== '') spawnSync('losetup', ['-d', device]);
    rmSync(home, { recursive: true });
    return `this machine cannot mount a file of ours (${error instanceof Error ? error.message : String(error)})`;
  };
  const resize = (bytes: number): void => {
    truncateSync(image, bytes);
    run('losetup', '-c', device);
  };
  try {
    run('mkfs.ext4', '-q', '-F', '-m', '0', image);
    device = run('losetup', '-f', '--show', image);
    run('mount', device, folder);
  } catch (error) {
    return refused(error);
  }
  return {
    folder,
    // The bytes stay in a second file: a disk that is back has what it had.
    fail: () => {
      run('cp', '--sparse=always', image, `${image}-kept`);
      resize(LEFT_BYTES);
    },
    mend() {
      run('umount', folder);
      run('losetup', '-d', device);
      run('cp', '--sparse=always', `${image}-kept`, image);
      device = run('losetup', '-f', '--show', image);
      run('mount', device, folder);
    },
    dispose() {
      spawnSync('umount', ['-l', folder]);
      spawnSync('losetup', ['-d', device]);
      rmSync(home, { recursive: true, force: true });
    },
  };
}

function run(program: string, ...args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: 'utf8' });
  if (status === 0) return stdout.trim();
  throw new Error(`${program}: ${stderr?.trim() || String(error ?? status)}`);
}
