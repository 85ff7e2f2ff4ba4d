/**
 * This load's nonce for style elements. The browser hides the attribute from `getAttribute`; the property keeps it.
 * Undefined where no policy is in force (a page served by hand).
 */
export function styleNonce(): string | undefined {
  const meta = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]');
  return meta?.nonce === '' ? undefined : meta?.nonce;
}
