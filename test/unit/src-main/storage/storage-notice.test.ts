import { describe, expect, it } from 'vitest';
import { isVersionAtLeast, versionNotices } from '../../../../src-main/storage/sqlite/storage-notice.ts';

describe('the linked SQLite', () => {
  it.each([
    ['3.51.3', true],
    ['3.51.2', false],
    ['3.51.10', true],
    ['3.54.1', true],
    ['3.47.0', false],
    ['4.0', true],
    ['3.51', false],
  ])('%s is new enough: %s', (version, isEnough) => {
    expect(isVersionAtLeast(version, '3.51.3')).toBe(isEnough);
    expect(versionNotices(version)).toEqual(isEnough ? [] : [{ kind: 'sqliteTooOld', version, needed: '3.51.3' }]);
  });
});
