import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSimulatedClock } from '../../../../src-main/engine/clock/simulated-clock.ts';
import { runCli } from '../cli/cli-child.ts';
import { openSession } from './services-session.ts';

const START_MS = Date.UTC(2026, 5, 1, 12, 0, 30);

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'bellwether-stop-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

describe('the kill switch on the command line (SPEC 8.1)', () => {
  it('stops the app that has the data folder, which latches over a restart until a person releases it', async () => {
    const clock = createSimulatedClock(START_MS);
    const session = openSession(dataDir, clock);
    await session.services.handlers['bots.start']({ botId: 'first-bot' });
    let isDone = false;
    const asked = runCli(['stop', '--data-dir', dataDir, '--reason', 'smoke in the room']).finally(() => {
      isDone = true;
    });
    while (!isDone) await session.run(1);
    const { code, stdout } = await asked;
    expect(JSON.parse(stdout)).toMatchObject({ stopped: true, by: 'app', flattened: false });
    expect(code).toBe(0);
    expect(session.snapshot()).toMatchObject({ halt: { reason: 'smoke in the room' }, bots: [{ state: 'stopped' }] });
    await session.services.dispose();

    const again = openSession(dataDir, clock);
    expect(again.snapshot().halt?.reason).toBe('smoke in the room');
    expect(await again.services.handlers['bots.start']({ botId: 'first-bot' })).toMatchObject({ ok: false });
    expect(await again.services.handlers['trading.release']({ reason: 'it was toast' })).toMatchObject({ ok: true });
    expect(await again.services.handlers['bots.start']({ botId: 'first-bot' })).toMatchObject({ ok: true });
    await again.services.dispose();
  });

  it('without an app it makes the next start a halted one', async () => {
    const { code, stdout } = await runCli(['stop', '--data-dir', dataDir]);
    expect([code, JSON.parse(stdout)]).toEqual([
      0,
      { stopped: true, by: 'journal', flattened: false, reason: 'stopped on the command line' },
    ]);
    const session = openSession(dataDir, createSimulatedClock(START_MS));
    expect(session.snapshot().halt?.reason).toBe('stopped on the command line');
    await session.services.dispose();
  });
});
