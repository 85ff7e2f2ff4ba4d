import type { KeyField, PermissionsView } from '../../../src-preload/contract/exchange-views.ts';
import type { Outcome } from '../../base/outcome.ts';
import { fail, succeed } from '../../base/outcome.ts';
import type { ExchangeKeys } from '../../engine/ports/exchange.ts';
import type { VenueId } from '../../model/instrument.ts';
import { readKeyFile } from '../../secrets/key-file.ts';
import type { KeyVault } from '../../secrets/key-vault.ts';
import type { KeyFields } from '../../secrets/sealed-keys.ts';
import { sealKeys } from '../../secrets/sealed-keys.ts';
import type { OpenedExchange } from './connection.ts';
import type { ExchangeConnections } from './exchange-connections.ts';
import type { TakenPart } from './key-drafts.ts';
import { KeyDrafts } from './key-drafts.ts';
import { isLoopback } from './loopback.ts';

export type ConnectionKeysParts = {
  readonly connections: ExchangeConnections;
  readonly vault: KeyVault;
  /** Why this runtime may not hold live keys; null when it may. */
  readonly runtimeWarning: string | null;
  /** Reads the clipboard and empties it. */
  readonly takeClipboard: () => Promise<string>;
  /** Asks the person; null when nothing was chosen. */
  readonly chooseKeyFile: () => Promise<string | null>;
};

export type SaveKeyRequest = {
  readonly venue: VenueId;
  readonly keep: 'keychain' | 'session';
  readonly insistence: string | null;
};

/** What a person must type to keep a key that may withdraw. */
export const WITHDRAWAL_SENTENCE = 'this key may withdraw my money';

const MOST_CHARACTERS = 16_384;

/** How keys come in and go: past the page, asked of the exchange before they are kept. */
export class ConnectionKeys {
  readonly #parts: ConnectionKeysParts;
  readonly #drafts = new KeyDrafts();

  constructor(parts: ConnectionKeysParts) {
    this.#parts = parts;
  }

  async take(venue: VenueId, field: KeyField, from: 'clipboard' | 'file'): Promise<Outcome<readonly TakenPart[]>> {
    const found = this.#parts.connections.find(venue);
    if (!found.ok) return found;
    const parts = from === 'clipboard' ? await this.#fromClipboard(field) : await this.#fromFile(field);
    return parts.ok ? succeed(this.#drafts.take(venue, parts.value)) : parts;
  }

  async save({ venue, keep, insistence }: SaveKeyRequest): Promise<Outcome<PermissionsView>> {
    const found = this.#parts.connections.find(venue);
    if (!found.ok) return found;
    const { opened } = found.value;
    if (opened === null) return fail('networkFailed', `${venue} is not connected: its key cannot be checked`);
    const refusal = this.#runtimeRefusal(opened, found.value.settings.urls);
    if (refusal !== null) return refusal;
    const keys = this.#drafts.whole(venue, opened.definition.keyFields);
    if (keys === undefined) {
      return fail(
        'badArgument',
        `the key of ${venue} is not whole, expected ${opened.definition.keyFields.join(', ')}`,
      );
    }
    const permissions = await opened.adapter.permissions(sealKeys(keys));
    if (!permissions.ok) return permissions;
    if (permissions.value.canWithdraw === true && insistence?.trim().toLowerCase() !== WITHDRAWAL_SENTENCE) {
      const message = 'a key for trading needs no withdrawals: make one without, or type the sentence to keep it';
      return fail('keyCanWithdraw', message, { sentence: WITHDRAWAL_SENTENCE, permissions: { ...permissions.value } });
    }
    return this.#keep(venue, keys, { keep, permissions: { ...permissions.value } });
  }

  /** What an account is traded with: a kept key that may trade, here and at that address; why not otherwise. */
  async readForTrading(venue: VenueId): Promise<Outcome<ExchangeKeys>> {
    const found = this.#parts.connections.find(venue);
    if (!found.ok) return found;
    const { opened, settings } = found.value;
    if (opened === null) return fail('networkFailed', `${venue} is not connected yet`);
    const refusal = this.#runtimeRefusal(opened, settings.urls);
    if (refusal !== null) return refusal;
    if (settings.key === null) return fail('authenticationFailed', `${venue} has no key, expected one that may trade`);
    if (!settings.key.permissions.canTrade) return fail('authenticationFailed', `the key of ${venue} may not trade`);
    const keys = await this.#parts.vault.read(venue);
    if (!keys.ok) return keys;
    return keys.value === null
      ? fail('authenticationFailed', `the key of ${venue} is gone, expected it kept`)
      : succeed(keys.value);
  }

  async forget(venue: VenueId): Promise<Outcome<void>> {
    const found = this.#parts.connections.find(venue);
    if (!found.ok) return found;
    this.#drafts.drop(venue);
    const forgotten = await this.#parts.vault.forget(venue);
    return forgotten.ok ? this.#parts.connections.noteKey(venue, null) : forgotten;
  }

  /** The connection goes, its key first, and what was handed over and never saved with it. */
  async removeConnection(venue: VenueId): Promise<Outcome<void>> {
    const removed = await this.#parts.connections.remove(venue);
    if (removed.ok) this.#drafts.drop(venue);
    return removed;
  }

  async #keep(
    venue: VenueId,
    keys: KeyFields,
    { keep, permissions }: { readonly keep: SaveKeyRequest['keep']; readonly permissions: PermissionsView },
  ): Promise<Outcome<PermissionsView>> {
    const saved = await this.#parts.vault.save(venue, keys, keep);
    if (!saved.ok) return saved;
    this.#drafts.drop(venue);
    const noted = this.#parts.connections.noteKey(venue, { kept: keep, hint: keys.apiKey.slice(-4), permissions });
    if (noted.ok) return succeed(permissions);
    // The connection went while the key was checked: one that nobody can see must not stay behind.
    await this.#parts.vault.forget(venue);
    return noted;
  }

  #runtimeRefusal(
    { definition }: OpenedExchange,
    urls: OpenedExchange['definition']['urls'] | null,
  ): Outcome<never> | null {
    const { runtimeWarning } = this.#parts;
    return runtimeWarning === null || isLoopback(urls ?? definition.urls)
      ? null
      : fail('unsupportedRuntime', runtimeWarning);
  }

  async #fromClipboard(field: KeyField): Promise<Outcome<Partial<KeyFields>>> {
    const text = (await this.#parts.takeClipboard()).trim();
    if (text === '') return fail('badArgument', 'the clipboard is empty, expected the key that was copied');
    if (text.length > MOST_CHARACTERS) {
      return fail('badArgument', `the clipboard holds ${text.length} characters, expected at most ${MOST_CHARACTERS}`);
    }
    return succeed({ [field]: text });
  }

  async #fromFile(field: KeyField): Promise<Outcome<Partial<KeyFields>>> {
    const path = await this.#parts.chooseKeyFile();
    return path === null ? fail('cancelled', 'no file was chosen') : readKeyFile(path, field);
  }
}
