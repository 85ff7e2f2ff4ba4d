import { describe, it } from 'vitest';
import { expectShareWall } from '../../../../fakes/share-wall.ts';

describe('the wall between floats and money (SPEC 20.1)', () => {
  it('rounds down and never passes the most, a sample', () => {
    expectShareWall(5000);
  });
});
