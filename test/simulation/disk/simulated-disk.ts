import type { World } from '../world/world.ts';
import type { Row } from './rows.ts';

/**
 * The file the journal is written to. What was written lies in the machine's cache until it is synced: a process that
 * dies leaves it there, a power cut takes it, or tears it in the middle.
 */
export class SimulatedDisk {
  readonly #world: World;
  /** Whole rows; what a torn write leaves is found and dropped when the file is opened, as any write-ahead log does. */
  readonly rows: Row[] = [];
  /** So many of them survive everything. */
  synced = 0;
  isFull = false;
  /** So many more it takes before it is full. */
  roomForRows = Number.POSITIVE_INFINITY;
  isPoisoned = false;

  constructor(world: World) {
    this.#world = world;
  }

  /** Throws when it cannot, and from then on: after a write that failed nothing is known of the file until it is opened again. */
  write(row: Row): void {
    if (this.isPoisoned) throw new Error('the journal is closed: an earlier write failed');
    if (this.isFull || this.roomForRows <= 0) this.#fail('no space left on the disk');
    if (this.#world.strikes('writeFails')) this.#fail('write failed: input/output error');
    this.roomForRows--;
    this.rows.push(row);
  }

  /** Throws when it cannot; whether what was written will be there again is left open. */
  sync(): void {
    if (this.#world.strikes('syncFails')) this.#fail('sync failed: input/output error');
    this.synced = this.rows.length;
  }

  #fail(reason: string): never {
    this.isPoisoned = true;
    throw new Error(reason);
  }

  /** What the next start finds. */
  crash(isPowerCut: boolean): void {
    const unsynced = this.rows.length - this.synced;
    if (isPowerCut && unsynced > 0) {
      const kept = Math.floor(this.#world.random.next() * (unsynced + 1));
      this.rows.length = this.synced + kept;
    }
    this.reopen();
  }

  reopen(): void {
    this.synced = this.rows.length;
    this.isPoisoned = false;
    this.roomForRows = Number.POSITIVE_INFINITY;
  }
}
