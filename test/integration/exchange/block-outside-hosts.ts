import net from 'node:net';

export type HostBlock = { readonly refused: string[]; restore(): void };

/** Lets this process reach 127.0.0.1 alone; every other host that was tried is written down. */
export function blockOutsideHosts(): HostBlock {
  const connect = net.Socket.prototype.connect;
  const refused: string[] = [];
  function connectHere(this: net.Socket, ...given: unknown[]): net.Socket {
    const host = hostOf(given);
    if (host === undefined || host === '127.0.0.1') return Reflect.apply(connect, this, given) as net.Socket;
    refused.push(host);
    this.destroy(new Error(`host ${host}: tests reach 127.0.0.1 alone`));
    return this;
  }
  net.Socket.prototype.connect = connectHere as typeof connect;
  return {
    refused,
    restore() {
      net.Socket.prototype.connect = connect;
    },
  };
}

/** `net.connect` hands on its arguments in one array; a path stands for no host at all. */
function hostOf(given: readonly unknown[]): string | undefined {
  const [first, second] = Array.isArray(given[0]) ? (given[0] as unknown[]) : given;
  if (typeof first === 'object' && first !== null) {
    const { host, path } = first as { host?: string; path?: string };
    return path === undefined ? (host ?? '127.0.0.1') : undefined;
  }
  return typeof second === 'string' ? second : '127.0.0.1';
}
