import type { StreamView } from '../../engine/ports/exchange.ts';
import type { CcxtClient, CcxtSocket } from './client.ts';

/** ccxt's sockets as people may see them: by host and path, because queries may hold tokens. */
export function streamViewsOf({ clients }: CcxtClient): readonly StreamView[] {
  return Object.entries(clients).map(([url, socket]) => ({
    name: url.replace(/^wss?:\/\//, '').replace(/[?#].*$/s, ''),
    state: stateOf(socket),
    topics: Object.keys(socket.subscriptions ?? {}).length,
    // ccxt makes a new socket each time and counts none.
    reconnects: 0,
    lastMessageMs: socket.lastPong ?? null,
    reason: '',
  }));
}

/** One that is still to be dialled has no connection that could be asked. */
export const isOpen = (socket: CcxtSocket): boolean => socket.connection !== undefined && socket.isOpen();

function stateOf(socket: CcxtSocket): StreamView['state'] {
  if (socket.error !== undefined && socket.error !== null) return 'closed';
  return isOpen(socket) ? 'live' : 'connecting';
}
