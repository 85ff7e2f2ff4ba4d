import { describe, it } from 'vitest';
import { createSeededRandom } from '../../src-main/engine/random/seeded-random.ts';
import { expectCaught, MUTATIONS } from './pages/shell-mutations.ts';

const SAMPLE = 4;
/** Another sample each day, the same all day; the soak runs them all. */
const SEED = new Date().toISOString().slice(0, 10);

function sample(): readonly (typeof MUTATIONS)[number][] {
  const random = createSeededRandom(SEED);
  return MUTATIONS.map((mutation) => ({ mutation, rank: random.next() }))
    .sort((a, b) => a.rank - b.rank)
    .slice(0, SAMPLE)
    .map(({ mutation }) => mutation);
}

describe(`without its protection each check fails (seed ${SEED})`, () => {
  it.each(sample())('$what', expectCaught);
});
