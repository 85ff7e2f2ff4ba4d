import type { Keychain } from './key-vault.ts';

/** Secret Service, Keychain or Credential Manager, through keytar; loaded when it is first asked for. */
export async function openKeychain(): Promise<Keychain> {
  const { default: keytar } = await import('keytar');
  return keytar;
}
