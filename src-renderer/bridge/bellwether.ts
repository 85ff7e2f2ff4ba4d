import type { BellwetherApi } from '../../src-preload/contract/bellwether-api.ts';

/** The object the preload put on the window. Nothing but this folder reads it. */
export function bellwether(): BellwetherApi {
  const api = (window as unknown as { readonly bellwether?: BellwetherApi }).bellwether;
  if (api === undefined) throw new Error('window.bellwether is missing: the page was opened without its preload');
  return api;
}
