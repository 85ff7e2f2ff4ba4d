import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { download, HostUnreachableError } from '../../../scripts/runtime/download.mjs';
import { SetupError } from '../../../scripts/runtime/project.mjs';

const limits = { connectLimitMs: 300, idleLimitMs: 300 };
let folder = '';
let server: Server | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bellwether-download-'));
});
afterEach(async () => {
  server?.closeAllConnections();
  await new Promise((done) => (server ? server.close(done) : done(undefined)));
  server = undefined;
  rmSync(folder, { recursive: true, force: true });
});

async function serve(listener: RequestListener): Promise<string> {
  const started = createServer(listener);
  server = started;
  await new Promise<void>((done) => started.listen(0, '127.0.0.1', done));
  return `http://127.0.0.1:${(started.address() as AddressInfo).port}`;
}

async function errorOf(address: string): Promise<unknown> {
  try {
    await download(address, join(folder, 'file'), limits);
    return undefined;
  } catch (error) {
    return error;
  }
}

describe('download', () => {
  it('writes what the address answers, over redirects', async () => {
    const address = await serve((request, response) => {
      if (request.url === '/there') response.end('content');
      else response.writeHead(302, { location: '/there' }).end();
    });
    await download(`${address}/here`, join(folder, 'file'), limits);
    expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('content');
  });

  it('calls a host unreachable that refuses, has no name or makes no connection in time', async () => {
    const refusing = await serve(() => undefined);
    await new Promise((done) => server?.close(done));
    server = undefined;
    expect(await errorOf(`${refusing}/file`)).toBeInstanceOf(HostUnreachableError);
    expect(await errorOf('http://no-such-host.invalid/file')).toBeInstanceOf(HostUnreachableError);
    // An address reserved for documentation, behind which nothing answers.
    expect(await errorOf('http://192.0.2.1/file')).toBeInstanceOf(HostUnreachableError);
  });

  it('never calls a host unreachable that was reached: silent, stalled, broken off or answering with an error', async () => {
    const behaviours: RequestListener[] = [
      () => undefined,
      (_request, response) => void response.write('begin'),
      (_request, response) =>
        void response.writeHead(200, { 'content-length': '9' }).write('begin', () => response.destroy()),
      (_request, response) => void response.writeHead(404).end(),
    ];
    let next = 0;
    const address = await serve((request, response) => behaviours[next]?.(request, response));
    for (next = 0; next < behaviours.length; next += 1) {
      const error = await errorOf(`${address}/file`);
      expect(error).toBeInstanceOf(SetupError);
      expect(error).not.toBeInstanceOf(HostUnreachableError);
    }
  });
});
