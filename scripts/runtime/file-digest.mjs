/** Digests of files too large to hold in memory. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

/** @param {string} path @returns {Promise<string>} hex */
export async function fileSha256(path) {
  return (await fileDigest(path, 'sha256')).digest('hex');
}

/** @param {string} path @returns {Promise<string>} as npm writes it: `sha512-` and base64 */
export async function fileIntegrity(path) {
  return `sha512-${(await fileDigest(path, 'sha512')).digest('base64')}`;
}

/** @param {string} path @param {string} algorithm */
async function fileDigest(path, algorithm) {
  const hash = createHash(algorithm);
  await pipeline(createReadStream(path), hash);
  return hash;
}
