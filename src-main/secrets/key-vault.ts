import type { Outcome } from '../base/outcome.ts';
import { fail, succeed } from '../base/outcome.ts';
import type { ExchangeKeys } from '../engine/ports/exchange.ts';
import type { VenueId } from '../model/instrument.ts';
import { answerWithin } from './answer-within.ts';
import type { KeyFields } from './sealed-keys.ts';
import { sealKeys } from './sealed-keys.ts';

/** The part of keytar that is used. */
export interface Keychain {
  setPassword(service: string, account: string, value: string): Promise<void>;
  getPassword(service: string, account: string): Promise<string | null>;
  deletePassword(service: string, account: string): Promise<boolean>;
}

/** Keys by exchange. They are read again only to sign with, never to be shown. */
export interface KeyVault {
  /** `session`: in memory, gone with the app. Fails with `keychainUnavailable` where the system has none that keeps it. */
  save(venue: VenueId, keys: KeyFields, keep: 'keychain' | 'session'): Promise<Outcome<void>>;
  /** Null when there are none. */
  read(venue: VenueId): Promise<Outcome<ExchangeKeys | null>>;
  forget(venue: VenueId): Promise<Outcome<void>>;
}

const SERVICE = 'Bellwether exchange keys';

export type KeyVaultOptions = {
  readonly openKeychain: () => Promise<Keychain>;
  /** Keeps the keys of different data folders apart. */
  readonly folder: string;
};

export function createKeyVault({ openKeychain, folder }: KeyVaultOptions): KeyVault {
  const session = new Map<VenueId, ExchangeKeys>();
  const accountOf = (venue: VenueId): string => `${venue} in ${folder}`;
  const atKeychain = <T>(work: (keychain: Keychain) => Promise<T>): Promise<Outcome<T>> =>
    answerWithin(async () => work(await openKeychain()));
  const forgetKept = (venue: VenueId): Promise<Outcome<boolean>> =>
    atKeychain((keychain) => keychain.deletePassword(SERVICE, accountOf(venue)));
  return {
    async save(venue, keys, keep) {
      if (keep === 'keychain') {
        const kept = await atKeychain((keychain) => storeAndCheck(keychain, accountOf(venue), JSON.stringify(keys)));
        if (!kept.ok) return kept;
        if (!kept.value) return fail('keychainUnavailable', 'the keychain did not give back what it took');
        session.delete(venue);
        return succeed(undefined);
      }
      session.set(venue, sealKeys(keys));
      // A key kept before would come back with the next start, under a person who believes it replaced.
      await forgetKept(venue);
      return succeed(undefined);
    },
    async read(venue) {
      const inSession = session.get(venue);
      if (inSession !== undefined) return succeed(inSession);
      const kept = await atKeychain((keychain) => keychain.getPassword(SERVICE, accountOf(venue)));
      if (!kept.ok) return kept;
      return kept.value === null ? succeed(null) : parseKept(kept.value);
    },
    async forget(venue) {
      const wasInSession = session.delete(venue);
      const forgotten = await forgetKept(venue);
      return forgotten.ok || wasInSession ? succeed(undefined) : forgotten;
    },
  };
}

async function storeAndCheck(keychain: Keychain, account: string, value: string): Promise<boolean> {
  await keychain.setPassword(SERVICE, account, value);
  return (await keychain.getPassword(SERVICE, account)) === value;
}

/** The reason never quotes what was found. */
function parseKept(text: string): Outcome<ExchangeKeys> {
  try {
    const { apiKey, secret, passphrase } = JSON.parse(text) as Partial<KeyFields>;
    if (typeof apiKey === 'string' && typeof secret === 'string') {
      return succeed(sealKeys({ apiKey, secret, ...(typeof passphrase === 'string' && { passphrase }) }));
    }
  } catch {
    // Told below: what JSON.parse says would quote the text.
  }
  return fail('keychainUnavailable', 'the keychain holds something under this name that is no key: save it again');
}
