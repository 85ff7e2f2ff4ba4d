import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo, Socket as RawSocket } from 'node:net';
import type { Duplex } from 'node:stream';

export type HostileServer = {
  readonly url: string;
  /** How many connections there were. */
  readonly connections: () => number;
  /** Something wrong to every open connection. */
  attack(): void;
  close(): Promise<void>;
};

const ACCEPT_SALT = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const TEXT = 0x81;
const OVERSIZED = 2 * 1024 * 1024;

/** A frame as a server sends it: no mask. `length` may lie. */
function frame(first: number, payload: Buffer, length = payload.length): Buffer {
  if (length < 126) return Buffer.concat([Buffer.from([first, length]), payload]);
  const head = Buffer.alloc(10);
  head[0] = first;
  head[1] = 127;
  head.writeBigUInt64BE(BigInt(length), 2);
  return Buffer.concat([head, payload]);
}

/** What breaks the protocol, or strains it; all but the last end the connection. */
const ATTACKS: readonly ((chance: () => number) => Buffer)[] = [
  (chance) => Buffer.from(Array.from({ length: 200 }, () => Math.floor(chance() * 256))),
  () => frame(TEXT, Buffer.from([0xff, 0xfe, 0xc0, 0x80])),
  () => frame(TEXT, Buffer.from([0xed, 0xa0, 0x80])),
  () => frame(TEXT, Buffer.alloc(OVERSIZED, 0x20)),
  () => frame(TEXT, Buffer.from('{'), Number.MAX_SAFE_INTEGER),
  () => frame(0xf1, Buffer.from('reserved bits')),
  () => frame(0x83, Buffer.from('reserved opcode')),
  () => frame(0x80, Buffer.from('a continuation of nothing')),
  () => Buffer.concat([frame(0x01, Buffer.from('never')), frame(TEXT, Buffer.from('ended'))]),
  () => frame(0x09, Buffer.from('a ping in parts')),
  () => frame(0x89, Buffer.alloc(126, 0x70)),
  () => frame(0x88, Buffer.from([0x00])),
  () => frame(0x88, Buffer.from([0x03, 0xed, 0xff, 0xff])),
  () => Buffer.from([TEXT, 0x85, 1, 2, 3, 4, 5, 6, 7, 8, 9]),
  (chance) => frame(0x82, Buffer.from(Array.from({ length: 64 }, () => Math.floor(chance() * 256)))),
  () => Buffer.concat(Array.from({ length: 500 }, () => frame(0x89, Buffer.alloc(0)))),
];

/** A WebSocket server on 127.0.0.1 that keeps to the protocol as long as it shakes hands. */
export async function startHostileServer(chance: () => number): Promise<HostileServer> {
  const open = new Set<Duplex>();
  let connections = 0;
  const server = createServer();
  server.on('upgrade', (request, socket) => {
    connections++;
    const key = `${request.headers['sec-websocket-key']}${ACCEPT_SALT}`;
    const accept = createHash('sha1').update(key).digest('base64');
    const head = ['HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket', 'Connection: Upgrade'];
    socket.write([...head, `Sec-WebSocket-Accept: ${accept}`, '', ''].join('\r\n'));
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    socket.on('error', () => open.delete(socket));
    socket.resume();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    connections: () => connections,
    attack() {
      for (const socket of open) socket.write(ATTACKS[Math.floor(chance() * ATTACKS.length)]?.(chance) ?? '');
    },
    async close() {
      for (const socket of open) (socket as RawSocket).destroy();
      await new Promise((done) => server.close(done));
    },
  };
}
