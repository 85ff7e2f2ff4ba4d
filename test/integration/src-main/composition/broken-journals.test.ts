import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BrokenJournals } from './broken-journals.ts';
import { CORRUPTIONS, createBrokenJournals } from './broken-journals.ts';

/** Twice each kind; `npm run soak` opens two hundred. */
const COUNT = 2 * CORRUPTIONS.length;

describe('the app on a broken journal', () => {
  let journals: BrokenJournals;
  beforeAll(async () => {
    journals = await createBrokenJournals(20_261_121);
  });
  afterAll(() => journals.dispose());

  it.each(
    Array.from({ length: COUNT }, (_, number) => [number, CORRUPTIONS[number % CORRUPTIONS.length]?.name] as const),
  )('opens or refuses clearly, and every byte is kept (%i: %s)', async (number) => {
    expect(['opened', 'refused']).toContain(await journals.open(number));
  });
});
