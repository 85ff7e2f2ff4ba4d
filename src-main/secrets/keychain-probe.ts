import { randomUUID } from 'node:crypto';
import type { Outcome } from '../base/outcome.ts';
import { fail, succeed } from '../base/outcome.ts';
import { answerWithin } from './answer-within.ts';
import { openKeychain } from './open-keychain.ts';

const PROBE_SERVICE = 'Bellwether keychain check';

/** Whether this system has a keychain that keeps a value: stores a random one, reads it back, deletes it. */
export async function probeKeychain(): Promise<Outcome<{ readonly backend: string }>> {
  const answer = await answerWithin(roundTrip);
  if (!answer.ok) return answer;
  if (answer.value) return succeed({ backend: backendOf(process.platform) });
  return fail('keychainUnavailable', 'the keychain did not give back the test value it took');
}

async function roundTrip(): Promise<boolean> {
  const keychain = await openKeychain();
  const account = randomUUID();
  const value = randomUUID();
  await keychain.setPassword(PROBE_SERVICE, account, value);
  const read = await keychain.getPassword(PROBE_SERVICE, account);
  await keychain.deletePassword(PROBE_SERVICE, account);
  return read === value;
}

function backendOf(platform: NodeJS.Platform): string {
  if (platform === 'darwin') return 'Keychain';
  return platform === 'win32' ? 'Credential Manager' : 'Secret Service';
}
