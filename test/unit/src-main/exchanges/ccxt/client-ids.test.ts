import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createOrderIds } from '../../../../../src-main/composition/order-ids.ts';
import { type ClientIdForm, ownClientId, wireClientId } from '../../../../../src-main/exchanges/ccxt/client-ids.ts';

const part = (most: number, alphabet: string) =>
  fc.array(fc.constantFrom(...alphabet), { minLength: 1, maxLength: most }).map((letters) => letters.join(''));
const ours = fc
  .tuple(
    fc.integer({ min: 1, max: 2 ** 42 - 1 }),
    fc.array(fc.constantFrom(...'0123456789abcdef'), { minLength: 8, maxLength: 8 }),
    fc.integer({ min: 1, max: 2 ** 31 }),
  )
  .map(([start, chance, count]) => `bw-${start.toString(36)}-${chance.join('')}-${count.toString(36)}`);

describe('our order ids as exchanges take them', () => {
  it.each(['plain', 'uuid', 'hex'] as const)(
    '%s: ours comes back out of what the exchange tells',
    (form: ClientIdForm) => {
      fc.assert(
        fc.property(ours, (id) => {
          const told = wireClientId(form, id);
          expect(ownClientId(form, told)).toBe(id);
          expect(ownClientId(form, told.toUpperCase()) ?? id).toBe(id);
        }),
      );
    },
  );

  it('have the shape that is asked for', () => {
    const id = createOrderIds(Date.UTC(2026, 10, 21)).nextClientOrderId();
    expect(wireClientId('plain', id)).toMatch(/^[a-z0-9]{20,26}$/);
    expect(wireClientId('uuid', id)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(wireClientId('hex', id)).toMatch(/^0x[0-9a-f]{32}$/);
    expect(Number(wireClientId('number', id))).toBeLessThan(2 ** 31);
    expect(ownClientId('plain', `t-${wireClientId('plain', id)}`)).toBe(id);
  });

  it.each(['plain', 'uuid', 'hex', 'number'] as const)(
    '%s: any text is told, the same for the same, another for another',
    (form: ClientIdForm) => {
      fc.assert(
        fc.property(part(40, 'abc-_ 09ÄZ'), part(40, 'abc-_ 09ÄZ'), (left, right) => {
          expect(wireClientId(form, left)).toMatch(/^[a-z0-9-]{1,36}$/);
          expect(wireClientId(form, left)).toBe(wireClientId(form, left));
          if (left !== right) expect(wireClientId(form, left)).not.toBe(wireClientId(form, right));
        }),
      );
    },
  );

  it.each(['plain', 'uuid', 'hex', 'number'] as const)(
    '%s: what somebody else named is not ours',
    (form: ClientIdForm) => {
      for (const told of [
        '',
        'x-TKT5PX2F123',
        '123456',
        'bwxyz',
        '6f1b2c3d-0000-1000-8000-000000000000',
        'web_order',
      ]) {
        expect(ownClientId(form, told)).toBeUndefined();
      }
    },
  );
});
