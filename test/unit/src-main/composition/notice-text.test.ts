import { describe, expect, it } from 'vitest';
import { storageNoticeText } from '../../../../src-main/composition/notice-text.ts';
import type { Salvaged } from '../../../../src-main/storage/sqlite/storage-notice.ts';

function textOf(restoredFrom: string | null, salvaged: Salvaged | null, file = 'journal.db'): string {
  return storageNoticeText({ kind: 'quarantined', file, movedTo: '/q', reason: 'torn', restoredFrom, salvaged }) ?? '';
}

describe('what is told of a damaged journal', () => {
  it('says what took its place, how many entries were brought over, and how many were not', () => {
    expect(textOf('b.db', { rows: 12, unreadable: 0 })).toMatch(
      /backup b\.db was put in its place; of what was written after it 12 entries .* nothing is missing\. Trading is halted/,
    );
    expect(textOf('b.db', { rows: 12, unreadable: 3 })).toMatch(
      /12 entries .* 3 could not be read and are in the moved/,
    );
    expect(textOf(null, { rows: 12, unreadable: null })).toMatch(/a new one was begun; .* an unknown number could/);
    expect(textOf('b.db', { rows: 0, unreadable: 0 })).toMatch(/put in its place\. Trading is halted/);
    expect(textOf('b.db', { rows: 0, unreadable: null })).toMatch(/written after it is in the moved file alone/);
  });

  it('says nothing of entries where a file has none, and does not halt for it', () => {
    expect(textOf(null, null, 'market.db')).toMatch(/nothing was deleted, and a new one was begun\.$/);
  });
});
