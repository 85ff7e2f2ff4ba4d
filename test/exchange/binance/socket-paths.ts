/** What a socket path asks for; undefined for paths that are not Binance's. */
export type SocketPath =
  | { readonly kind: 'api' }
  | { readonly kind: 'market'; readonly isCombined: boolean; readonly streams: readonly string[] };

export function readSocketPath(url: string): SocketPath | undefined {
  const { pathname, searchParams } = new URL(url, 'ws://exchange');
  if (pathname === '/ws-api/v3') return { kind: 'api' };
  if (pathname === '/stream' || pathname === '/stream/') {
    return { kind: 'market', isCombined: true, streams: listOf(searchParams.get('streams')) };
  }
  // `/stream/ws/3` is how one client numbers its raw connections.
  if (pathname.startsWith('/stream/')) return { kind: 'market', isCombined: false, streams: [] };
  if (pathname !== '/ws' && !pathname.startsWith('/ws/')) return undefined;
  return { kind: 'market', isCombined: false, streams: listOf(decodeURIComponent(pathname.slice('/ws/'.length))) };
}

const listOf = (text: string | null): string[] => (text ?? '').split('/').filter((name) => name !== '');
