import { randomUUID } from 'node:crypto';
import type { Outcome } from '../base/outcome.ts';
import { fail, succeed } from '../base/outcome.ts';

const PROBE_SERVICE = 'Bellwether keychain check';
/** A keychain that asks its owner something may never answer. */
const ANSWER_WITHIN_MS = 5000;

/** Whether this system has a keychain that keeps a value: stores a random one, reads it back, deletes it. */
export async function probeKeychain(): Promise<Outcome<{ readonly backend: string }>> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Outcome<never>>((resolve) => {
    timer = setTimeout(
      () => resolve(fail('keychainUnavailable', `the keychain gave no answer within ${ANSWER_WITHIN_MS} ms`)),
      ANSWER_WITHIN_MS,
    );
  });
  try {
    return await Promise.race([roundTrip(), late]);
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    return fail('keychainUnavailable', `the keychain refused a test value: ${said}`);
  } finally {
    clearTimeout(timer);
  }
}

async function roundTrip(): Promise<Outcome<{ readonly backend: string }>> {
  const { default: keytar } = await import('keytar');
  const account = randomUUID();
  const value = randomUUID();
  await keytar.setPassword(PROBE_SERVICE, account, value);
  const read = await keytar.getPassword(PROBE_SERVICE, account);
  await keytar.deletePassword(PROBE_SERVICE, account);
  if (read !== value) return fail('keychainUnavailable', 'the keychain did not give back the test value it took');
  return succeed({ backend: backendOf(process.platform) });
}

function backendOf(platform: NodeJS.Platform): string {
  if (platform === 'darwin') return 'Keychain';
  return platform === 'win32' ? 'Credential Manager' : 'Secret Service';
}
