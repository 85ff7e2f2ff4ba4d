/** The page's origin; nothing else is ever loaded. */
export const APP_SCHEME = 'app';
export const APP_HOST = 'bundle';
export const APP_PAGE = `${APP_SCHEME}://${APP_HOST}/index.html`;

/**
 * The page's Content-Security-Policy. Scripts come from the bundle alone and may not evaluate text; styles come from the
 * bundle or carry this load's nonce (Mantine's and the grid's style elements). In development scripts may carry the
 * nonce too (React's refresh preamble is inline) and the page may talk to the dev server's socket.
 * `require-trusted-types-for 'script'` was tried: Mantine's style elements and the chart's canvas set innerHTML, and a
 * policy of ours that let those through would let everything through.
 */
export function contentPolicy(nonce: string, devServer: URL | undefined): string {
  const devScript = devServer === undefined ? '' : ` 'nonce-${nonce}'`;
  const devSocket = devServer === undefined ? '' : ` ws://${devServer.host}`;
  return [
    "default-src 'none'",
    `script-src 'self'${devScript}`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${devSocket}`,
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-src 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** Headers every answer carries; the policy itself goes with each of them, pages or not. */
export function securityHeaders(nonce: string, devServer: URL | undefined): Record<string, string> {
  return {
    'content-security-policy': contentPolicy(nonce, devServer),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), usb=(), serial=(), hid=()',
    'cache-control': 'no-store',
  };
}

/** The dev server's own scripts are partly inline; they carry the nonce that development's policy allows scripts. */
export function withScriptNonce(html: string, nonce: string): string {
  return html.replaceAll('<script', `<script nonce="${nonce}"`);
}

const NONCE_PLACEHOLDER = '__CSP_NONCE__';
const NONCE_META = '<meta property="csp-nonce"';

/**
 * Gives a page this load's nonce: in place of the placeholder where the build wrote one, and as
 * `<meta property="csp-nonce" nonce>`, which the page reads with `.nonce` and hands to its style libraries.
 */
export function withNonce(html: string, nonce: string): string {
  const filled = html.replaceAll(NONCE_PLACEHOLDER, nonce);
  if (filled.includes(NONCE_META)) return filled;
  return filled.replace(/<head[^>]*>/i, (head) => `${head}${NONCE_META} nonce="${nonce}">`);
}
