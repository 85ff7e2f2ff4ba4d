import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { answerControlRequest, type ControlParts } from './control.ts';

const MOST_BODY_BYTES = 1_000_000;

export type ExchangeServer = { readonly port: number; close(): Promise<void> };

/** Serves the control endpoints and every wire on one port of 127.0.0.1. Port 0 takes any that is free. */
export async function startExchangeServer(parts: ControlParts, port: number): Promise<ExchangeServer> {
  const sockets = new Set<Duplex>();
  const server = createServer((request, response) => {
    void answer(parts, request, response).catch((error: unknown) => fail(response, error));
  });
  server.keepAliveTimeout = 5_000;
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
  });
  server.on('upgrade', (request, socket, head) => {
    if (!parts.wires.some((wire) => wire.handleUpgrade(request, socket, head))) socket.destroy();
  });
  await listen(server, port);
  return { port: (server.address() as AddressInfo).port, close: () => close(server, sockets) };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
}

function close(server: Server, sockets: ReadonlySet<Duplex>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    for (const socket of sockets) socket.destroy();
  });
}

async function answer(parts: ControlParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readBody(request);
  if (answerControlRequest(parts, request, response, body)) return;
  for (const wire of parts.wires) if (await wire.handleRequest(request, response, body)) return;
  response.writeHead(404, { 'content-type': 'application/json' }).end('{"code":-1000,"msg":"no such path"}');
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += (chunk as Buffer).length;
    if (length > MOST_BODY_BYTES) throw new Error(`body longer than ${MOST_BODY_BYTES} bytes`);
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString();
}

/** A bug of ours must be seen as such, not as an answer of an exchange. */
function fail(response: ServerResponse, error: unknown): void {
  if (response.socket?.destroyed) return;
  process.stderr.write(`exchange: ${error instanceof Error ? error.stack : String(error)}\n`);
  if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' });
  response.end(String(error));
}
