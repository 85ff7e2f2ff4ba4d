import { describe, expect, it } from 'vitest';
import { ERROR_CODES } from '../../../../src-main/base/error-codes.ts';
import { en } from '../../../../src-renderer/language/en.ts';

describe('error texts', () => {
  it('every code has one, and nothing else has', () => {
    expect(Object.keys(en.errors).sort()).toEqual([...ERROR_CODES].sort());
  });

  it('none is empty or the bare code', () => {
    const bad = ERROR_CODES.filter((code) => en.errors[code].trim() === '' || (en.errors[code] as string) === code);
    expect(bad).toEqual([]);
  });
});
