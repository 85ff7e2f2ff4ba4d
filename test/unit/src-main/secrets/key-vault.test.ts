import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { Keychain } from '../../../../src-main/secrets/key-vault.ts';
import { createKeyVault } from '../../../../src-main/secrets/key-vault.ts';
import { sealKeys } from '../../../../src-main/secrets/sealed-keys.ts';

const SECRET = 'canary-4f1c-do-not-show';
const KEYS = { apiKey: 'name-of-the-key', secret: SECRET };

function memoryKeychain(): Keychain & { readonly kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    setPassword: async (service, account, value) => void kept.set(`${service}|${account}`, value),
    getPassword: async (service, account) => kept.get(`${service}|${account}`) ?? null,
    deletePassword: async (service, account) => kept.delete(`${service}|${account}`),
  };
}

const vaultOver = (keychain: Keychain, folder = '/data') =>
  createKeyVault({ openKeychain: async () => keychain, folder });

describe('sealed keys', () => {
  const sealed = sealKeys({ ...KEYS, passphrase: SECRET });

  it('sign', () => {
    expect(sealed.apiKey).toBe(KEYS.apiKey);
    expect(sealed.secret).toBe(SECRET);
    expect(sealed.passphrase).toBe(SECRET);
  });

  it.each([
    ['JSON', () => JSON.stringify({ sealed })],
    ['text', () => String(sealed)],
    ['inspection', () => inspect({ sealed }, { depth: 9, showHidden: true })],
    ['spreading', () => JSON.stringify({ ...sealed })],
    ['own enumerable keys', () => Object.entries(sealed).join()],
  ])('show nothing as %s', (_how, show) => {
    expect(show()).not.toContain(SECRET);
  });

  it('cannot be cloned out of their seal', () => {
    expect(JSON.stringify(structuredClone({ ...sealed }))).not.toContain(SECRET);
  });
});

describe('the vault', () => {
  it('keeps a key in the keychain, reads it back sealed and forgets it', async () => {
    const keychain = memoryKeychain();
    const vault = vaultOver(keychain);
    expect(await vault.save('binance', KEYS, 'keychain')).toEqual({ ok: true, value: undefined });
    const read = await vaultOver(keychain).read('binance');
    expect(read.ok && read.value?.secret).toBe(SECRET);
    expect(JSON.stringify(read)).not.toContain(SECRET);
    await vault.forget('binance');
    expect(keychain.kept.size).toBe(0);
    expect(await vault.read('binance')).toEqual({ ok: true, value: null });
  });

  it('keeps the keys of two data folders apart', async () => {
    const keychain = memoryKeychain();
    await vaultOver(keychain, '/one').save('binance', KEYS, 'keychain');
    expect(await vaultOver(keychain, '/two').read('binance')).toEqual({ ok: true, value: null });
  });

  it('a session key is in no keychain, replaces the one kept there, and is gone with the vault', async () => {
    const keychain = memoryKeychain();
    const vault = vaultOver(keychain);
    await vault.save('binance', { ...KEYS, secret: 'the older one' }, 'keychain');
    await vault.save('binance', KEYS, 'session');
    expect(keychain.kept.size).toBe(0);
    const read = await vault.read('binance');
    expect(read.ok && read.value?.secret).toBe(SECRET);
    expect(await vaultOver(keychain).read('binance')).toEqual({ ok: true, value: null });
  });

  it('without a keychain it says so and keeps nothing anywhere; a session works', async () => {
    const vault = createKeyVault({
      openKeychain: () => Promise.reject(new Error('Cannot autolaunch D-Bus without X11 $DISPLAY')),
      folder: '/data',
    });
    const refused = await vault.save('binance', KEYS, 'keychain');
    expect(refused).toMatchObject({ ok: false, error: { code: 'keychainUnavailable' } });
    expect(JSON.stringify(refused)).not.toContain(SECRET);
    expect(await vault.save('binance', KEYS, 'session')).toMatchObject({ ok: true });
    expect(await vault.read('binance')).toMatchObject({ ok: true });
    expect(await vault.forget('binance')).toMatchObject({ ok: true });
  });

  it('a keychain that forgets at once is noticed', async () => {
    const keychain = { ...memoryKeychain(), getPassword: async () => null };
    expect(await vaultOver(keychain).save('binance', KEYS, 'keychain')).toMatchObject({
      ok: false,
      error: { code: 'keychainUnavailable' },
    });
  });

  it('what is no key under its name is told without being quoted', async () => {
    const keychain = { ...memoryKeychain(), getPassword: async () => `{"secret": ${SECRET}` };
    const read = await vaultOver(keychain).read('binance');
    expect(read).toMatchObject({ ok: false, error: { code: 'keychainUnavailable' } });
    expect(JSON.stringify(read)).not.toContain(SECRET);
  });
});
