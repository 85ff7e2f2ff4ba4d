import { Socket } from 'node:net';

/** While it is up, a connection to anything but this machine fails, and is remembered. */
export type LoopbackGuard = { readonly attempts: readonly string[]; dispose(): void };

type Connect = (this: Socket, ...given: unknown[]) => Socket;

export function allowOnlyLoopback(): LoopbackGuard {
  const attempts: string[] = [];
  const original = Socket.prototype.connect as Connect;
  Socket.prototype.connect = function (this: Socket, ...given: unknown[]) {
    const host = hostOf(given);
    if (['127.0.0.1', 'localhost', '::1'].includes(host)) return original.apply(this, given);
    attempts.push(host);
    return this.destroy(new Error(`${host}: only this machine may be reached from a test`));
  } as typeof Socket.prototype.connect;
  return {
    attempts,
    dispose() {
      Socket.prototype.connect = original as typeof Socket.prototype.connect;
    },
  };
}

/** `connect(options)`, `connect(port, host)` and the list that `net.connect` makes of either. */
function hostOf(given: readonly unknown[]): string {
  const [first, second] = (Array.isArray(given[0]) ? given[0] : given) as readonly unknown[];
  if (typeof first === 'object' && first !== null) {
    const { host, path } = first as { readonly host?: unknown; readonly path?: unknown };
    return typeof path === 'string' && host === undefined ? 'localhost' : String(host ?? 'localhost');
  }
  return typeof second === 'string' ? second : 'localhost';
}
