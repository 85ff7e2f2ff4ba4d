import { createLiveTransport } from '../../../src-main/resilience/live-transport.ts';
import { createManualTimers } from '../../fakes/manual-timers.ts';
import { createTestLog } from '../../fakes/test-log.ts';
import { chanceOf } from '../fault-schedule.ts';
import { startHostileServer } from './hostile-server.ts';

const LARGEST_MESSAGE = 1024 * 1024;
const WAIT_STEP_MS = 30_000;

export type SocketUnderFire = {
  readonly connections: () => number;
  /** Messages beyond the size that was allowed. */
  readonly tooLarge: () => number;
  /** One attack, and time for the socket to come back. */
  shoot(): Promise<void>;
  close(): Promise<void>;
};

/** The product's WebSocket before a server that breaks the protocol in every way. */
export async function openSocketUnderFire(seed: string): Promise<SocketUnderFire> {
  const server = await startHostileServer(chanceOf(`hostile ${seed}`));
  const timers = createManualTimers();
  const log = createTestLog();
  const pauses = { load: () => null, save: () => undefined };
  const transport = createLiveTransport({ limits: [], timers, log, pauses });
  let tooLarge = 0;
  transport.openSocket({
    name: 'hostile',
    url: () => server.url,
    onOpen: () => undefined,
    onMessage: (text) => {
      if (text.length > LARGEST_MESSAGE) tooLarge++;
    },
    onBreak: () => undefined,
    idleAlarmMs: 600_000,
    renewAfterMs: null,
    maxMessageBytes: LARGEST_MESSAGE,
    maxFramesPerSecond: 5,
    topics: () => 1,
  });
  return {
    connections: () => server.connections(),
    tooLarge: () => tooLarge,
    async shoot() {
      server.attack();
      timers.advance(WAIT_STEP_MS);
      log.lines.length = 0;
      await new Promise((done) => setTimeout(done, 2));
    },
    async close() {
      await transport.dispose();
      await server.close();
    },
  };
}
