import { describe, it } from 'vitest';
import { expectShareWall } from '../fakes/share-wall.ts';

describe('the wall between floats and money', () => {
  it('rounds down and never passes the most, 100,000 times', () => {
    expectShareWall(100_000);
  });
});
