const NAMES =
  'secret|password|passphrase|token|api[-_]?key|private[-_]?key|authorization|signature|api[-_]?sign|cookie';
const CENSOR = '[secret]';

type Replacement = readonly [pattern: RegExp, by: string];

/** Each finds a secret by what stands before it: nobody can tell one by its own looks. */
const REPLACEMENTS: readonly Replacement[] = [
  // "apiSecret":"…" of the line itself, at any depth.
  [new RegExp(`("[^"\\\\]*(?:${NAMES})[^"\\\\]*"\\s*:\\s*)"(?:[^"\\\\]|\\\\.)*"`, 'gi'), `$1"${CENSOR}"`],
  // The same inside a text, its quotes escaped.
  [new RegExp(`(\\\\+")([^"\\\\]*(?:${NAMES})[^"\\\\]*)\\1\\s*:\\s*\\1(?:(?!\\1).)*\\1`, 'gi'), `$1$2$1:$1${CENSOR}$1`],
  // Of an address, a form or a header: signature=…, X-MBX-APIKEY: …, Authorization: Bearer …
  [
    new RegExp(
      `\\b([-\\w]*(?:${NAMES})[-\\w]*)(=|:\\s*)(?:(?:Bearer|Basic)\\s+)?(?!\\[secret\\])[^\\s"'&,;}\\\\]+`,
      'gi',
    ),
    `$1$2${CENSOR}`,
  ],
  [/\b(Bearer|Basic)\s+(?!\[secret\])[-\w.+/=]{8,}/g, `$1 ${CENSOR}`],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|(?=")|$)/gs, CENSOR],
];

/** A line of the log without what a name before it says is secret. What is left is JSON as before. */
export function scrubSecrets(line: string): string {
  return REPLACEMENTS.reduce((text, [pattern, by]) => text.replace(pattern, by), line);
}
