import { describe, expect, it } from 'vitest';
import { ERROR_CODES } from '../../../../src-main/base/error-codes.ts';
import { wording } from '../../../../src-renderer/language/index.ts';

describe('error texts', () => {
  it('every code has one, and nothing else has', () => {
    expect(Object.keys(wording.errors).sort()).toEqual([...ERROR_CODES].sort());
  });

  it('none is empty or the bare code', () => {
    const bad = ERROR_CODES.filter(
      (code) => wording.errors[code].trim() === '' || (wording.errors[code] as string) === code,
    );
    expect(bad).toEqual([]);
  });
});
