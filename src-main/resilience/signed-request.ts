import type { BuiltRequest } from './transport.ts';

const SIGNED_QUERY = /[?&](signature|sign|apikey|api_key|token)=/i;
const SECRET_HEADER = /authorization|cookie|key|sign|token|passphrase|secret/i;

/** Whether somebody's key signed it, by its URL and its headers. */
export function isSigned({ url, headers = {}, body = '' }: BuiltRequest): boolean {
  if (SIGNED_QUERY.test(url) || SIGNED_QUERY.test(`?${body}`)) return true;
  return Object.keys(headers).some((name) => SECRET_HEADER.test(name));
}

/** Method and URL as a record may show them: of a signed request without its query. */
export function publicName(request: BuiltRequest): string {
  const url = isSigned(request) ? request.url.replace(/[?#].*$/s, '') : request.url;
  return `${request.method} ${url}`;
}

const SECRET_FIELD = /("(?:token|listenKey|secret|secretKey|jwt)"\s*:\s*")[^"]*"/gi;

/** A reply as a record may show it: what opens another door is left out. */
export function publicText(request: BuiltRequest, text: string): string {
  return isSigned(request) ? text.replace(SECRET_FIELD, '$1"') : text;
}
