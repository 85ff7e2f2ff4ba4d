import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';

/** What a process did to the files of its data folder and to its socket, in the order it was done. */
export type DiskCall =
  | { readonly kind: 'write'; readonly file: string; readonly at: number; readonly bytes: Buffer }
  | { readonly kind: 'truncate'; readonly file: string; readonly size: number }
  | { readonly kind: 'sync'; readonly file: string }
  | { readonly kind: 'unlink'; readonly file: string }
  /** An order request was handed to the system. */
  | { readonly kind: 'send'; readonly clientOrderId: string };

const CALLS = 'pwrite64,write,writev,sendto,sendmsg,fsync,fdatasync,ftruncate,unlink,unlinkat';
const CHILD = join(import.meta.dirname, 'sync-before-send-child.ts');
const ORDER = /"order":"([^"]+)"/g;

/** Why calls cannot be recorded on this machine, or an empty text. */
export function whyNoStrace(): string {
  if (process.platform !== 'linux') return `strace is of Linux, this is ${process.platform}`;
  const tried = spawnSync('strace', ['-e', 'trace=none', 'true']);
  return tried.status === 0 ? '' : `strace is not there or may not trace (${String(tried.error ?? tried.stderr)})`;
}

/** Runs the child on `folder` with a server of ours and gives its calls; `planted` as the child takes it. */
export async function recordCalls(folder: string, orders: number, planted = ''): Promise<readonly DiskCall[]> {
  const server = createServer((socket) => void socket.resume()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const log = join(folder, 'calls.strace');
  const watch = ['-f', '-yy', '-xx', '-s', '70000', '-e', `trace=${CALLS}`, '-o', log];
  const run = [process.execPath, CHILD, folder, String(port), String(orders), planted];
  const child = spawn('strace', [...watch, ...run], { stdio: ['ignore', 'ignore', 'inherit'] });
  const [code] = (await once(child, 'exit')) as [number];
  server.close();
  if (code !== 0) throw new Error(`the watched process ended with ${code}`);
  const calls = callsOf(readFileSync(log, 'latin1'), folder);
  writeFileSync(log, '');
  return calls;
}

function callsOf(log: string, folder: string): readonly DiskCall[] {
  const begun = new Map<string, string>();
  return log.split('\n').flatMap((line): readonly DiskCall[] => {
    const [, thread = '', rest = ''] = /^(\d+)\s+(.*)$/.exec(line) ?? [];
    if (rest.endsWith('<unfinished ...>')) {
      begun.set(thread, rest.slice(0, -'<unfinished ...>'.length));
      return [];
    }
    const [, end] = /^<\.\.\. \w+ resumed>(.*)$/.exec(rest) ?? [];
    return callOf(end === undefined ? rest : (begun.get(thread) ?? '') + end, folder);
  });
}

/** A call with hexadecimal texts: `pwrite64(23<\x2f…>, "\x0d…", 4096, 8192) = 4096`. */
function callOf(text: string, folder: string): readonly DiskCall[] {
  const [, name = '', inner = '', result = '-1'] = /^(\w+)\((.*)\)\s+= (-?\d+)/.exec(text) ?? [];
  if (Number(result) < 0) return [];
  const texts = [...inner.matchAll(/"((?:\\x[0-9a-f]{2})*)"/g)].map(([, hex = '']) => bytesOf(hex));
  if (/^\d+<TCP/.test(inner)) {
    const said = Buffer.concat(texts).toString('latin1');
    return [...said.matchAll(ORDER)].map(([, clientOrderId = '']) => ({ kind: 'send', clientOrderId }));
  }
  const [, hexPath = ''] = /^\d+<((?:\\x[0-9a-f]{2})*)>/.exec(inner) ?? [];
  const path = name.startsWith('unlink') ? (texts[0]?.toString() ?? '') : bytesOf(hexPath).toString();
  if (!path.startsWith(`${folder}/journal.db`)) return [];
  const file = path.slice(folder.length + 1);
  const numbers = inner.split(', ').map(Number);
  if (name === 'pwrite64') return [{ kind: 'write', file, at: numbers.at(-1) as number, bytes: texts[0] as Buffer }];
  if (name === 'ftruncate') return [{ kind: 'truncate', file, size: numbers.at(-1) as number }];
  if (name === 'fsync' || name === 'fdatasync') return [{ kind: 'sync', file }];
  if (name.startsWith('unlink')) return [{ kind: 'unlink', file }];
  throw new Error(`a call was not expected: ${text.slice(0, 200)}`);
}

function bytesOf(hex: string): Buffer {
  return Buffer.from(hex.replaceAll('\\x', ''), 'hex');
}

/** Orders whose intent was not on the disk, synced, when their request left. */
export function sentBeforeSynced(calls: readonly DiskCall[]): readonly string[] {
  const unsynced = new Map<string, Buffer[]>();
  const synced: Buffer[] = [];
  return calls.flatMap((call) => {
    if (call.kind === 'write') unsynced.set(call.file, [...(unsynced.get(call.file) ?? []), call.bytes]);
    if (call.kind === 'sync') {
      synced.push(...(unsynced.get(call.file) ?? []));
      unsynced.delete(call.file);
    }
    if (call.kind !== 'send') return [];
    return synced.some((bytes) => bytes.includes(call.clientOrderId)) ? [] : [call.clientOrderId];
  });
}

const SECTOR_BYTES = 512;

/**
 * What the disk may hold when the power went before `calls[end]`: of each file everything up to its last sync, and of the
 * later writes any, whole or torn at sectors. A file that was removed may be there still, until anything was synced after
 * that: file systems with a journal keep the order of what is not content.
 */
export function filesAtPowerCut(
  calls: readonly DiskCall[],
  end: number,
  draw: (below: number) => number,
): ReadonlyMap<string, Buffer> {
  const done = calls.slice(0, end);
  const lastSync = new Map<string, number>();
  for (const [index, call] of done.entries()) if (call.kind === 'sync') lastSync.set(call.file, index);
  const lastOfAll = Math.max(-1, ...lastSync.values());
  const files = new Map<string, Growing>();
  for (const [index, call] of done.entries()) {
    if (call.kind === 'send' || call.kind === 'sync') continue;
    if (call.kind === 'unlink') {
      if (index < lastOfAll || draw(2) === 0) files.delete(call.file);
      continue;
    }
    const isSafe = index < (lastSync.get(call.file) ?? -1);
    for (const piece of piecesOf(call, isSafe, draw)) apply(files, piece);
  }
  return new Map([...files].map(([name, { bytes, length }]) => [name, bytes.subarray(0, length)]));
}

type Change = Extract<DiskCall, { kind: 'write' | 'truncate' }>;

/** What of a change reached the disk: all of it when it is safe, else all, parts or nothing. */
function piecesOf(change: Change, isSafe: boolean, draw: (below: number) => number): readonly Change[] {
  if (isSafe) return [change];
  const fate = draw(4);
  if (fate < 2) return fate === 0 ? [] : [change];
  if (change.kind === 'truncate') return [change];
  const pieces: Change[] = [];
  for (let from = 0; from < change.bytes.length; from += SECTOR_BYTES) {
    const bytes = change.bytes.subarray(from, from + SECTOR_BYTES);
    if (draw(2) === 0) pieces.push({ ...change, at: change.at + from, bytes });
  }
  return pieces;
}

/** A file that grows in place. */
type Growing = { readonly bytes: Buffer; length: number };

function apply(files: Map<string, Growing>, change: Change): void {
  const end = change.kind === 'truncate' ? change.size : change.at + change.bytes.length;
  let file = files.get(change.file) ?? { bytes: Buffer.alloc(0), length: 0 };
  if (file.bytes.length < end) {
    const bytes = Buffer.alloc(2 * end);
    file.bytes.copy(bytes, 0, 0, file.length);
    file = { bytes, length: file.length };
  }
  if (change.kind === 'truncate') file.bytes.fill(0, end);
  else change.bytes.copy(file.bytes, change.at);
  file.length = change.kind === 'truncate' ? end : Math.max(file.length, end);
  files.set(change.file, file);
}
