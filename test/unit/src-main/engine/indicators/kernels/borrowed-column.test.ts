import { describe, expect, it } from 'vitest';
import { borrowColumn, returnColumn } from '../../../../../../src-main/engine/indicators/kernels/borrowed-column.ts';

describe('borrowed columns', () => {
  it('are as long as asked for, and the memory of one given back where it is long enough', () => {
    const first = borrowColumn(100);
    expect(first.length).toBe(100);
    returnColumn(first);
    const shorter = borrowColumn(60);
    expect(shorter.length).toBe(60);
    expect(shorter.buffer).toBe(first.buffer);
    returnColumn(shorter);
    const longer = borrowColumn(101);
    expect(longer.length).toBe(101);
    expect(longer.buffer).not.toBe(first.buffer);
    const again = borrowColumn(100);
    expect(again.buffer).toBe(first.buffer);
  });

  it('are never lent twice at a time', () => {
    const columns = Array.from({ length: 6 }, () => borrowColumn(50));
    expect(new Set(columns.map(({ buffer }) => buffer)).size).toBe(6);
    for (const column of columns) returnColumn(column);
    const again = Array.from({ length: 6 }, () => borrowColumn(50));
    expect(new Set(again.map(({ buffer }) => buffer)).size).toBe(6);
  });

  it('keeps a few, and none that is very long', () => {
    const long = borrowColumn(600_000);
    returnColumn(long);
    expect(borrowColumn(600_000).buffer).not.toBe(long.buffer);
    const columns = Array.from({ length: 6 }, (_, k) => borrowColumn(5000 + k));
    const buffers = columns.map(({ buffer }) => buffer);
    for (const column of columns) returnColumn(column);
    const again = Array.from({ length: 6 }, () => borrowColumn(5000));
    expect(again.filter(({ buffer }) => buffers.includes(buffer)).length).toBe(4);
  });
});
