import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-main/base/outcome.ts';
import { readTapeHeader, readTapeRecords } from '../../../../src-main/market-data/tape/read-tape.ts';
import type { TapeLimits } from '../../../../src-main/market-data/tape/record-tape.ts';
import { recordTape } from '../../../../src-main/market-data/tape/record-tape.ts';
import type { TapeSpeed } from '../../../../src-main/market-data/tape/tape-transport.ts';
import { createTapeTransport } from '../../../../src-main/market-data/tape/tape-transport.ts';
import type { Timers } from '../../../../src-main/resilience/timers.ts';
import type { RawRecord, Transport, TransportRequest } from '../../../../src-main/resilience/transport.ts';
import { createManualTimers } from '../../../fakes/manual-timers.ts';
import { createScriptedTransport } from '../../../fakes/scripted-transport.ts';
import { createTestLog } from '../../../fakes/test-log.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function tapePath(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bellwether-tape-'));
  folders.push(folder);
  return join(folder, 'session.tape.gz');
}

const URLS = { rest: 'http://127.0.0.1:1', stream: 'ws://127.0.0.1:2', userStream: 'ws://127.0.0.1:3' };

const requestOf = (url: string): TransportRequest => ({
  build: () => ({ method: 'GET', url }),
  cost: {},
  priority: 'data',
  group: 'market',
  timeoutMs: 5000,
});

/** A deck with a recorder on a scripted transport. */
function deskOf(path: string, limits: Partial<TapeLimits> = {}) {
  const timers = createManualTimers(1_750_000_000_000);
  const transport = createScriptedTransport(timers);
  const log = createTestLog();
  const record = () => recordTape(transport, path, { exchange: 'toy', urls: URLS, timers, log, limits });
  return { timers, transport, log, record };
}

async function recordsOf(path: string): Promise<(RawRecord | null)[]> {
  const records: (RawRecord | null)[] = [];
  for await (const record of readTapeRecords(path)) records.push(record);
  return records;
}

/**
 * A protocol as small as can be, with what makes order matter: numbers on a stream, a snapshot that is asked for when the
 * stream opens, changes that count only on top of it, a minute that is closed by the clock.
 */
function startToyFeed(transport: Transport, timers: Timers): string[] {
  const said: string[] = [];
  let sum: number | null = null;
  let waiting: number[] = [];
  const load = async (): Promise<void> => {
    const instruments = await transport.send(requestOf(`${URLS.rest}/snapshot`));
    if (!instruments.ok) {
      said.push(`no snapshot: ${instruments.error.code}`);
      return;
    }
    sum = Number(instruments.value.text) + waiting.reduce((left, right) => left + right, 0);
    said.push(`snapshot ${instruments.value.text} with ${waiting.length} waiting: ${sum}`);
    waiting = [];
  };
  const begin = async (): Promise<void> => {
    const hello = await transport.send(requestOf(`${URLS.rest}/hello`));
    said.push(`hello ${hello.ok ? hello.value.text : hello.error.code} at ${timers.nowMs()}`);
    transport.openSocket({
      name: 'numbers',
      url: () => URLS.stream,
      onOpen: () => {
        said.push('open');
        void load();
      },
      onMessage(text) {
        if (sum === null) waiting.push(Number(text));
        else {
          sum += Number(text);
          said.push(`sum ${sum} at ${timers.nowMs()}`);
        }
      },
      onBreak: () => {
        said.push('break');
        sum = null;
        waiting = [];
      },
      idleAlarmMs: 1000,
      renewAfterMs: null,
      maxMessageBytes: 1000,
      maxFramesPerSecond: 4,
      topics: () => 1,
    });
    timers.every(1000, () => said.push(`second ${timers.nowMs()} at sum ${sum}`));
  };
  void begin();
  return said;
}

/** Records a session of the toy with breaks; gives what the toy said of it. */
async function recordToySession(path: string): Promise<string[]> {
  const { timers, transport, record } = deskOf(path);
  const recording = unwrap(record());
  let count = 0;
  transport.answer = ({ url }) => ({ status: 200, text: url.endsWith('hello') ? 'world' : String(1000 * ++count) });
  const said = startToyFeed(transport, timers);
  await timers.run(300);
  for (let session = 0; session < 3; session++) {
    transport.open('numbers');
    for (let frame = 0; frame < 40; frame++) {
      await timers.run(7 + (frame % 5) * 11);
      transport.frame('numbers', String(frame * (session + 1)));
    }
    transport.break('numbers');
    await timers.run(700);
  }
  await recording.stop();
  return said;
}

async function play(path: string, speed: TapeSpeed, realTimers: Timers) {
  const tape = unwrap(await createTapeTransport(path, realTimers, speed));
  const tapped: RawRecord[] = [];
  tape.tap((record) => tapped.push(record));
  const said = startToyFeed(tape, tape.timers);
  return { tape, said, tapped, ended: tape.play() };
}

describe('a tape', () => {
  it('played is what happened, to the word, however often', async () => {
    const path = tapePath();
    const live = await recordToySession(path);
    expect(live.filter((line) => line.startsWith('snapshot'))).toHaveLength(3);
    expect(live.some((line) => /with [1-9]/.test(line))).toBe(true);
    for (let round = 0; round < 2; round++) {
      const { said, tapped, ended } = await play(path, 'unpaced', createManualTimers());
      const end = await ended;
      expect(said).toEqual(live.slice(0, said.length));
      expect(live.length - said.length).toBeLessThanOrEqual(1);
      expect(end).toEqual({
        records: tapped.length,
        isTorn: false,
        unheardFrames: 0,
        unaskedReplies: 0,
        unknownRequests: 0,
      });
      expect(tapped).toEqual(await recordsOf(path));
    }
  });

  it('keeps the time it is told to: ten times as fast takes a tenth', async () => {
    const path = tapePath();
    const live = await recordToySession(path);
    const real = createManualTimers();
    const { said, tape, ended } = await play(path, 10, real);
    let isOver = false;
    void ended.then(() => {
      isOver = true;
    });
    const spanMs = ((await recordsOf(path)).at(-1) as RawRecord).timeMs - tape.header.startedMs;
    await runUntil(real, () => isOver, 10);
    expect(real.monotonicMs()).toBeGreaterThan(spanMs / 10 - 1);
    expect(real.monotonicMs()).toBeLessThan(spanMs / 10 + 50);
    expect(said).toEqual(live.slice(0, said.length));
    expect(real.pending()).toBe(0);
  });

  it('has no reply to what was never asked, and says how much of it went unheard', async () => {
    const path = tapePath();
    await recordToySession(path);
    const tape = unwrap(await createTapeTransport(path, createManualTimers(), 'unpaced'));
    expect(await tape.send(requestOf(`${URLS.rest}/other`))).toMatchObject({
      ok: false,
      error: { code: 'networkFailed' },
    });
    const end = await tape.play();
    expect(end).toMatchObject({ unheardFrames: 120, unaskedReplies: 4, unknownRequests: 1 });
  });

  it('can be taken out while it plays', async () => {
    const path = tapePath();
    await recordToySession(path);
    const real = createManualTimers();
    const { tape, ended } = await play(path, 1, real);
    await runUntil(real, () => real.monotonicMs() > 500, 50);
    tape.dispose();
    expect((await ended).records).toBeGreaterThan(1);
    expect(real.pending()).toBe(0);
    expect(await tape.send(requestOf(`${URLS.rest}/hello`))).toMatchObject({ ok: false, error: { code: 'cancelled' } });
  });

  it('answers a signed request by what is nobody’s secret of it', async () => {
    const path = tapePath();
    const { timers, transport, record } = deskOf(path);
    const recording = unwrap(record());
    transport.answer = () => ({ status: 200, text: 'balances' });
    const signed = (signature: string) => requestOf(`${URLS.rest}/account?timestamp=1&signature=${signature}`);
    const live = transport.send(signed('a-marked-secret'));
    await timers.run(100);
    await live;
    await recording.stop();
    expect(gunzipSync(readFileSync(path)).toString()).not.toContain('a-marked-secret');
    const tape = unwrap(await createTapeTransport(path, createManualTimers(), 'unpaced'));
    const asked = tape.send(signed('another'));
    await tape.play();
    expect(await asked).toMatchObject({ ok: true, value: { status: 200, text: 'balances' } });
  });
});

describe('a recording', () => {
  it('begins with what can be listed, without what an address may hide', async () => {
    const path = tapePath();
    const { timers, transport, log } = deskOf(path);
    transport.open('already');
    const urls = { ...URLS, rest: 'https://name:password@host.example:444/base?token=1' };
    const recording = unwrap(recordTape(transport, path, { exchange: 'toy', urls, timers, log }));
    expect(recording.fileName).toBe('session.tape.gz');
    await recording.stop();
    await recording.stop();
    expect(unwrap(await readTapeHeader(path))).toEqual({
      tape: 1,
      exchange: 'toy',
      urls: { ...URLS, rest: 'https://host.example:444/base' },
      startedMs: timers.nowMs(),
      part: 1,
    });
    expect(await recordsOf(path)).toEqual([{ kind: 'open', socket: 'already', timeMs: timers.nowMs() }]);
    expect(statSync(path).mode & 0o077).toBe(0);
    expect(timers.pending()).toBe(0);
  });

  it('that a crash tore is read up to the tear, and loses no more than a flush', async () => {
    const path = tapePath();
    const { timers, transport, record } = deskOf(path);
    const recording = unwrap(record());
    for (let frame = 0; frame < 500; frame++) {
      transport.frame('numbers', `frame ${frame} ${'€'.repeat(frame % 50)}`);
      if (frame === 399) {
        await timers.run(2000);
        // The compressor and the disk take their own time.
        await untilTrue(() => recording.bytes > 0 && readableFrames(path) === 400);
      }
    }
    const torn = readFileSync(path);
    await recording.stop();
    const whole = readFileSync(path);
    const copy = tapePath();
    writeFileSync(copy, torn);
    expect(await recordsOf(copy)).toEqual([...(await recordsOf(path)).slice(0, 400), null]);
    for (const length of [1, 20, Math.floor(whole.length / 2), whole.length - 9]) {
      writeFileSync(copy, whole.subarray(0, length));
      const records = await recordsOf(copy);
      const header = await readTapeHeader(copy);
      if (header.ok) expect(records.length === 500 || records.at(-1) === null).toBe(true);
      else expect(records).toEqual([]);
      expect(records.slice(0, -1)).toEqual((await recordsOf(path)).slice(0, Math.max(0, records.length - 1)));
    }
  });

  it('goes on in another file when one is full, and is played as one', async () => {
    const path = tapePath();
    const { timers, transport, record } = deskOf(path, { fileBytes: 2000, flushEveryMs: 100 });
    const recording = unwrap(record());
    const texts = Array.from({ length: 600 }, (_, index) => `${index} ${Math.sin(index)} ${Math.cos(index)}`);
    for (const [index, text] of texts.entries()) {
      transport.frame('numbers', text);
      if (index % 50 !== 49) continue;
      const before = recording.bytes;
      await timers.run(100);
      await untilTrue(() => recording.bytes > before);
    }
    expect(recording.parts).toBeGreaterThan(3);
    await recording.stop();
    expect(readdirSync(join(path, '..'))).toHaveLength(recording.parts);
    expect((await recordsOf(path)).map((one) => (one?.kind === 'frame' ? one.text : one))).toEqual(texts);
    expect(unwrap(await readTapeHeader(path.replace('.tape', '.2.tape')))).toMatchObject({ part: 2 });
  });

  it('ends by itself when it is as long as it may be', async () => {
    const path = tapePath();
    const { timers, transport, log, record } = deskOf(path, { totalBytes: 100, flushEveryMs: 100 });
    const recording = unwrap(record());
    transport.frame('numbers', Array.from({ length: 100 }, (_, index) => Math.sin(index)).join());
    await timers.run(100);
    await untilTrue(() => recording.bytes > 100);
    await timers.run(100);
    expect(recording.endedBecause).toContain('as long as it may be');
    expect(log.lines).toHaveLength(1);
    transport.frame('numbers', 'too late');
    await recording.stop();
    expect(await recordsOf(path)).toHaveLength(1);
    expect(timers.pending()).toBe(0);
  });

  it('is refused where a file is already or cannot be, and what is no tape is not read', async () => {
    const path = tapePath();
    const { record } = deskOf(path);
    expect(await readTapeHeader(path)).toMatchObject({ ok: false, error: { code: 'fileNotFound' } });
    await unwrap(record()).stop();
    expect(record()).toMatchObject({ ok: false, error: { code: 'fileUnwritable' } });
    expect(deskOf(join(path, 'below')).record()).toMatchObject({ ok: false, error: { code: 'fileUnwritable' } });
    const other = tapePath();
    writeFileSync(other, 'no tape at all');
    expect(await readTapeHeader(other)).toMatchObject({ ok: false, error: { code: 'fileUnreadable' } });
    expect(await createTapeTransport(other, createManualTimers(), 1)).toMatchObject({ ok: false });
    expect(await createTapeTransport(path, createManualTimers(), 0)).toMatchObject({
      ok: false,
      error: { code: 'badArgument' },
    });
  });
});

function readableFrames(path: string): number {
  try {
    return gunzipSync(readFileSync(path), { finishFlush: 2 }).toString().split('\n').length - 2;
  } catch {
    return 0;
  }
}

/** Files are written in the machine's own time. */
async function untilTrue(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setImmediate(resolve));
}

async function runUntil(
  timers: ReturnType<typeof createManualTimers>,
  isTrue: () => boolean,
  stepMs: number,
): Promise<void> {
  while (!isTrue()) {
    // A tape reads its file in the machine's own time: what waits for nothing else is left to it.
    if (timers.pending() > 0) await timers.run(stepMs);
    else await new Promise((resolve) => setImmediate(resolve));
  }
}
