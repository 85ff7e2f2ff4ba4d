import { describe, it } from 'vitest';
import { expectCaught, MUTATIONS } from '../e2e/pages/shell-mutations.ts';

describe('without its protection each check fails', () => {
  it.each(MUTATIONS)('$what', expectCaught);
});
