/**
 * A live session in a process of its own, to be killed: journal, engine and live venue against the local exchange, without a
 * window. Says `{"ready":{…}}` once the exchange was asked for all that was under way. Arguments: data folder, seed, and `busy`
 * (trades until it is killed), `settle` or `settleWhole` (takes back what rests and ends);
 * how many orders each bot rests first.
 */

import { startLiveSession } from './live-session.ts';
import { readOrThrow } from './session-environment.ts';

const [dataDir = '', seed = '', mode = 'busy', restingText = '0'] = process.argv.slice(2);

const say = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`);

const session = await startLiveSession({ dataDir, seed, exchange: readOrThrow(), restingFirst: Number(restingText) });
say({ ready: session.standing() });
if (mode !== 'busy') {
  await session.settle(mode === 'settleWhole');
  process.exit(0);
}
session.trade(() => say({ sent: true }));
