import { describe, expect, it } from 'vitest';
import { createOrderIds } from '../../../../../src-main/composition/order-ids.ts';
import { ownClientId, venueClientId } from '../../../../../src-main/exchanges/kraken/client-ids.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('client ids at Kraken', () => {
  it('ours become a UUID and come back without a list', () => {
    const ids = createOrderIds(Date.UTC(2026, 10, 21));
    const own = Array.from({ length: 50 }, () => ids.nextClientOrderId());
    const told = own.map((id) => venueClientId(id) ?? '');
    expect(told.filter((id) => !UUID.test(id))).toEqual([]);
    expect(new Set(told).size).toBe(50);
    expect(told.map(ownClientId)).toEqual(own);
  });

  it('18 characters go as they are', () => {
    expect(venueClientId('order-7')).toBe('order-7');
    expect(ownClientId('order-7')).toBe('order-7');
    expect(venueClientId('a2345678901234567x')).toBe('a2345678901234567x');
  });

  it('what fits neither is not sent', () => {
    expect(venueClientId('a23456789012345678x')).toBeUndefined();
    expect(venueClientId('bw-zzzzzzzzz-ffffffff-1')).toBeUndefined();
    // Leading zeros would come back shorter.
    expect(venueClientId('bw-0abcdefg-12345678-1')).toBeUndefined();
  });

  it("somebody else's are not ours", () => {
    expect(ownClientId('6d1b345e-2821-40e2-ad83-4ecb18a06876')).toBe('');
    expect(ownClientId('Some Text')).toBe('');
    expect(ownClientId(null)).toBe('');
  });

  it('the last number of the format still fits', () => {
    const id = 'bw-18ce53un18f-ffffffff-1z141z3'.replace('18ce53un18f', (2 ** 42 - 1).toString(36));
    const told = venueClientId(id);
    expect(told).toMatch(UUID);
    expect(ownClientId(told)).toBe(id);
  });
});
