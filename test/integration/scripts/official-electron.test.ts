import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { captureChild } from '../../../scripts/runtime/child.mjs';
import { projectRoot } from '../../../scripts/runtime/project.mjs';

const electronModule = pathToFileURL(join(projectRoot, 'scripts', 'runtime', 'electron.mjs')).href;
const script = `import { downloadOfficial } from ${JSON.stringify(electronModule)}; console.log((await downloadOfficial()).kind);`;
let folder = '';
let server: Server | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bellwether-official-'));
});
afterEach(async () => {
  server?.closeAllConnections();
  await new Promise((done) => (server ? server.close(done) : done(undefined)));
  server = undefined;
  rmSync(folder, { recursive: true, force: true });
});

/** What a machine does whose download host behaves like this. */
async function downloadFrom(listener: RequestListener): Promise<{ code: number; stdout: string; stderr: string }> {
  const started = createServer(listener);
  server = started;
  await new Promise<void>((done) => started.listen(0, '127.0.0.1', done));
  const mirror = `http://127.0.0.1:${(started.address() as AddressInfo).port}/`;
  const env = { ...process.env, ELECTRON_MIRROR: mirror, BELLWETHER_CACHE_DIR: folder };
  return captureChild(process.execPath, ['--input-type=module', '-e', script], { env, cwd: projectRoot });
}

describe('official Electron', () => {
  it('runs nothing whose checksum is wrong, and does not turn to the registry for it', async () => {
    const result = await downloadFrom((_request, response) => void response.end('not Electron'));
    expect(result.code).not.toBe(0);
    expect(result.stderr).toMatch(/has sha256 [0-9a-f]{64}, expected [0-9a-f]{64}/);
    expect(result.stderr).not.toContain('package registry');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('stops at an answer that is no file, and does not turn to the registry for it', async () => {
    const result = await downloadFrom((_request, response) => void response.writeHead(503).end());
    expect(result.code).not.toBe(0);
    expect(result.stderr).toContain('answered with status 503');
    expect(result.stderr).not.toContain('package registry');
    expect(readdirSync(folder)).toEqual([]);
  });
});
