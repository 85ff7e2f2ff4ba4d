import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Session } from 'electron';
import { net, protocol } from 'electron';
import type { BundleFile } from './bundle-files.ts';
import { APP_HOST, APP_SCHEME, securityHeaders, withNonce, withScriptNonce } from './content-policy.ts';
import { type PageLanguage, withLanguage } from './page-language.ts';

/**
 * Must run before the app is ready. Neither `bypassCSP` nor `corsEnabled`: the page needs no exception of any kind. What
 * V8 compiled of the bundle is kept in the data folder and used at the next start.
 */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

export type BundleProtocolOptions = {
  readonly files: ReadonlyMap<string, BundleFile>;
  /** In development the files come from the dev server, still under the page's own origin. */
  readonly devServer: URL | undefined;
  /** What a page is told of before its first script runs, anew at each load. */
  readonly spoken: () => PageLanguage;
};

/** Answers `app://bundle/…` in `session`; everything else under the scheme is not found. */
export function serveBundle(session: Session, options: BundleProtocolOptions): void {
  session.protocol.handle(APP_SCHEME, (request) => answer(request, options));
}

async function answer(request: Request, options: BundleProtocolOptions): Promise<Response> {
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.host !== APP_HOST) return refuse(404);
  if (options.devServer !== undefined) return answerFromDevServer(url, options.devServer, options);
  const file = options.files.get(url.pathname);
  if (file === undefined) return refuse(404);
  return respond(await readFile(file.path), file.contentType, options);
}

async function answerFromDevServer(url: URL, devServer: URL, options: BundleProtocolOptions): Promise<Response> {
  const reply = await net.fetch(new URL(url.pathname + url.search, devServer).href);
  if (!reply.ok) return refuse(reply.status);
  const contentType = reply.headers.get('content-type') ?? 'application/octet-stream';
  return respond(Buffer.from(await reply.arrayBuffer()), contentType, options);
}

function respond(body: Buffer, contentType: string, { devServer, spoken }: BundleProtocolOptions): Response {
  const nonce = randomBytes(16).toString('base64');
  const headers = { ...securityHeaders(nonce, devServer), 'content-type': contentType };
  const isPage = contentType.startsWith('text/html');
  if (!isPage) return new Response(new Uint8Array(body), { headers });
  const page = withLanguage(withNonce(body.toString('utf8'), nonce), spoken());
  return new Response(devServer === undefined ? page : withScriptNonce(page, nonce), { headers });
}

function refuse(status: number): Response {
  return new Response('', { status, headers: securityHeaders('none', undefined) });
}
