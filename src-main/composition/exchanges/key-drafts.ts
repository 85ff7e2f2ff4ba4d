import type { KeyField } from '../../../src-preload/contract/exchange-views.ts';
import type { VenueId } from '../../model/instrument.ts';
import type { KeyFields } from '../../secrets/sealed-keys.ts';

export type TakenPart = { readonly field: KeyField; readonly length: number };

/** The parts of keys that a person has handed over and not saved yet: in memory, by exchange, in nobody's reply. */
export class KeyDrafts {
  readonly #drafts = new Map<VenueId, Map<KeyField, string>>();

  take(venue: VenueId, parts: Partial<KeyFields>): readonly TakenPart[] {
    const draft = this.#drafts.get(venue) ?? new Map<KeyField, string>();
    this.#drafts.set(venue, draft);
    for (const [field, value] of Object.entries(parts)) draft.set(field as KeyField, value.trim());
    return [...draft].map(([field, value]) => ({ field, length: value.length }));
  }

  /** The whole key; undefined while a part that the exchange asks for is missing. */
  whole(venue: VenueId, fields: readonly KeyField[]): KeyFields | undefined {
    const draft = this.#drafts.get(venue);
    if (draft === undefined || fields.some((field) => (draft.get(field) ?? '') === '')) return undefined;
    const passphrase = draft.get('passphrase');
    return {
      apiKey: draft.get('apiKey') ?? '',
      secret: draft.get('secret') ?? '',
      ...(passphrase !== undefined && { passphrase }),
    };
  }

  drop(venue: VenueId): void {
    this.#drafts.delete(venue);
  }
}
