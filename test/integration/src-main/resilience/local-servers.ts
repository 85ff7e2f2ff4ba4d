import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';

const portOf = (server: { address(): unknown }): number => (server.address() as AddressInfo).port;

export type HttpServer = {
  readonly url: string;
  readonly requests: { readonly method: string; readonly url: string; readonly body: string }[];
  close(): Promise<void>;
};

/** Answers with `answer`; hands out the requests it got. */
export async function startHttpServer(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<HttpServer> {
  const requests: HttpServer['requests'] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += String(chunk);
    });
    request.on('end', () => {
      requests.push({ method: request.method ?? '', url: request.url ?? '', body });
      answer(request, response);
    });
  });
  await listen(server);
  return { url: `http://127.0.0.1:${portOf(server)}`, requests, close: () => closeServer(server) };
}

export async function listen(server: Server | ReturnType<typeof createTcpServer>, port = 0): Promise<void> {
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
}

async function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
}

export type SocketServer = {
  readonly url: string;
  readonly port: number;
  /** All that ever connected, the oldest first. */
  readonly clients: WebSocket[];
  readonly received: string[];
  close(): Promise<void>;
};

/** Handshakes are answered once `gate` resolves. */
export async function startSocketServer(port = 0, gate: Promise<void> = Promise.resolve()): Promise<SocketServer> {
  const verifyClient = (_: unknown, answer: (isWelcome: boolean) => void): void => void gate.then(() => answer(true));
  const server = new WebSocketServer({ host: '127.0.0.1', port, verifyClient });
  await new Promise((done) => server.once('listening', done));
  const clients: WebSocket[] = [];
  const received: string[] = [];
  server.on('connection', (client) => {
    clients.push(client);
    client.on('message', (data) => void received.push(String(data)));
  });
  const close = async (): Promise<void> => {
    for (const client of server.clients) client.terminate();
    await new Promise((done) => server.close(done));
  };
  return { url: `ws://127.0.0.1:${portOf(server)}`, port: portOf(server), clients, received, close };
}

/** A port that nobody listens on. */
export async function unusedPort(): Promise<number> {
  const server = createTcpServer();
  await listen(server);
  const port = portOf(server);
  await new Promise((done) => server.close(done));
  return port;
}

/** Waits for something that the network brings about; fails the test after ten seconds. */
export async function until(condition: () => boolean, what = 'the condition'): Promise<void> {
  const endMs = performance.now() + 10_000;
  while (!condition()) {
    if (performance.now() > endMs) throw new Error(`${what} did not come about`);
    await new Promise((done) => setImmediate(done));
  }
}
