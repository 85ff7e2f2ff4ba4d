import { describe, expect, it } from 'vitest';
import { createBrokenJournals } from '../integration/src-main/composition/broken-journals.ts';

describe('two hundred broken journals', () => {
  it('are opened or refused clearly, and every byte of them is kept', async () => {
    const journals = await createBrokenJournals(Date.now());
    const ends = { opened: 0, refused: 0 };
    for (let number = 0; number < 200; number++) ends[await journals.open(number)]++;
    journals.dispose();
    console.log(`200 broken journals: ${ends.opened} opened, ${ends.refused} refused`);
    expect(ends.opened + ends.refused).toBe(200);
  });
});
