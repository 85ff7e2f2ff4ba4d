/** The last step of unpacking: a finished folder gets its final name at once, so that a broken attempt never has it. */
import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';

/** Two set-ups may finish at once; the second keeps what the first put there. @param {string} from @param {string} to */
export async function moveIntoPlace(from, to) {
  try {
    await rename(from, to);
  } catch (error) {
    if (!existsSync(to)) throw error;
    await rm(from, { recursive: true, force: true });
  }
}
