import type { StreamView } from '../../engine/ports/exchange.ts';
import type { RawRecord, Socket, SocketOptions } from '../../resilience/transport.ts';

type TapeSocket = { readonly options: SocketOptions; isOpen: boolean };

/** The sockets of a tape by name: what was heard on one is told to whoever opened it. */
export class TapeSockets {
  readonly #sockets = new Map<string, TapeSocket>();
  /** Those that are open at this place of the tape, whether anybody listens or not. */
  readonly #openNow = new Set<string>();
  unheardFrames = 0;

  has(name: string): boolean {
    return this.#sockets.has(name);
  }

  open(options: SocketOptions): Socket {
    const { name } = options;
    const socket: TapeSocket = { options, isOpen: false };
    this.#sockets.set(name, socket);
    // The tape is past its opening: it opens as soon as whoever asked has hold of it.
    if (this.#openNow.has(name)) {
      queueMicrotask(() => {
        if (this.#sockets.get(name) === socket) this.#tellOpen(socket);
      });
    }
    return {
      // What was sent is answered on the tape; when a connection ends and begins is the tape's word, too.
      send: () => undefined,
      reconnect: () => undefined,
      renew: () => undefined,
      dispose: () => {
        if (this.#sockets.get(name) === socket) this.#sockets.delete(name);
      },
    };
  }

  deliver(record: Exclude<RawRecord, { readonly kind: 'reply' }>): void {
    const socket = this.#sockets.get(record.socket);
    if (record.kind === 'frame') {
      if (socket === undefined) this.unheardFrames++;
      else socket.options.onMessage(record.text);
    } else if (record.kind === 'open') {
      this.#openNow.add(record.socket);
      if (socket !== undefined) this.#tellOpen(socket);
    } else {
      this.#openNow.delete(record.socket);
      if (socket === undefined) return;
      socket.isOpen = false;
      socket.options.onBreak('the connection broke while it was recorded');
    }
  }

  streams(): readonly StreamView[] {
    return [...this.#sockets.values()].map(({ options, isOpen }) => ({
      name: options.name,
      state: isOpen ? 'live' : 'waiting',
      topics: options.topics(),
      reconnects: 0,
      lastMessageMs: null,
      reason: 'played from a tape',
    }));
  }

  clear(): void {
    this.#sockets.clear();
  }

  #tellOpen(socket: TapeSocket): void {
    socket.isOpen = true;
    socket.options.onOpen();
  }
}
