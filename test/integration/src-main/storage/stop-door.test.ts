import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-main/base/outcome.ts';
import { createSimulatedClock } from '../../../../src-main/engine/clock/simulated-clock.ts';
import type { StopRequest } from '../../../../src-main/storage/stop-door.ts';
import { leaveStopRequest, openStopDoor, readStopAnswer } from '../../../../src-main/storage/stop-door.ts';
import { createTestLog } from '../../../fakes/test-log.ts';
import { temporaryFolders } from './temporary-folder.ts';

const temporaryFolder = temporaryFolders();

function doorIn(dataDir: string) {
  const clock = createSimulatedClock(1000);
  const log = createTestLog();
  const stopped: StopRequest[] = [];
  const stop = (request: StopRequest): number => {
    stopped.push(request);
    return clock.nowMs();
  };
  const door = openStopDoor({ dataDir, clock, log, stop });
  return { clock, log, stopped, door };
}

describe('the door that can only stop', () => {
  it('carries a request out once, takes it away and answers it', async () => {
    const dataDir = temporaryFolder();
    const { clock, stopped } = doorIn(dataDir);
    clock.advanceTo(2000);
    expect(stopped).toEqual([]);
    const request = { id: 'r1', flatten: true, reason: 'smoke in the room' };
    unwrap(await leaveStopRequest(dataDir, request));
    expect(readStopAnswer(dataDir, 'r1')).toBeNull();
    clock.advanceTo(3000);
    expect(stopped).toEqual([request]);
    expect(existsSync(join(dataDir, 'stop-request.json'))).toBe(false);
    expect(readStopAnswer(dataDir, 'r1')).toEqual({ id: 'r1', haltedMs: 2100 });
    expect(readStopAnswer(dataDir, 'r2')).toBeNull();
  });

  it('carries out at the next start what was left while no app ran', async () => {
    const dataDir = temporaryFolder();
    unwrap(await leaveStopRequest(dataDir, { id: 'r1', flatten: false, reason: 'x' }));
    expect(doorIn(dataDir).stopped).toHaveLength(1);
  });

  it.each(['', 'not json', '[]', '{"flatten":"yes"}', 'null'])('stops also for %j, and flattens nothing', (text) => {
    const dataDir = temporaryFolder();
    writeFileSync(join(dataDir, 'stop-request.json'), text);
    expect(doorIn(dataDir).stopped).toEqual([{ id: '', flatten: false, reason: 'stopped from outside' }]);
  });

  it('stops also for what it can neither read nor take away, and says so', () => {
    const dataDir = temporaryFolder();
    mkdirSync(join(dataDir, 'stop-request.json'));
    const { stopped, log } = doorIn(dataDir);
    expect(stopped).toHaveLength(1);
    expect(log.lines.join()).toContain('taken away');
  });

  it('is deaf once it is closed', async () => {
    const dataDir = temporaryFolder();
    const { clock, stopped, door } = doorIn(dataDir);
    void door.dispose();
    unwrap(await leaveStopRequest(dataDir, { id: 'r1', flatten: false, reason: 'x' }));
    clock.advanceTo(5000);
    expect(stopped).toEqual([]);
  });
});
