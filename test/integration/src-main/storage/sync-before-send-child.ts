/**
 * An engine in a process of its own whose orders leave over a socket, on a real journal, to be watched by strace.
 * Arguments: data folder, port on 127.0.0.1, how many orders, and `NORMAL` to plant the fault that better-sqlite3 has
 * by default: a write-ahead log that is not synced at each commit.
 */
import { once } from 'node:events';
import { connect } from 'node:net';
import Database from 'better-sqlite3';
import { unwrap } from '../../../../src-main/base/outcome.ts';
import type { Venue } from '../../../../src-main/engine/ports/venue.ts';
import { openJournal } from '../../../../src-main/storage/journal/open-journal.ts';
import { EngineSession } from '../../../fakes/engine-session.ts';
import { findStrategy } from '../../../fakes/scripted-registry.ts';

const [folder = '', port = '0', orders = '10', planted = ''] = process.argv.slice(2);

if (planted === 'NORMAL') plantNormal();
const journal = unwrap(openJournal(folder));
const socket = connect(Number(port), '127.0.0.1');
await once(socket, 'connect');
const venue: Venue = {
  submit(order) {
    socket.write(`${JSON.stringify({ order: order.clientOrderId })}\n`);
    session.paper.submit(order);
  },
  cancel(clientOrderId) {
    socket.write(`${JSON.stringify({ cancel: clientOrderId })}\n`);
    session.paper.cancel(clientOrderId);
  },
};
const session: EngineSession = new EngineSession({ journal, venue, findStrategy, idPrefix: 'sent-order' });
const rounds = Math.ceil(Number(orders) / 2);
session.startScripted(Array.from({ length: rounds }, () => 'long exit').join(' '));
for (let bar = 0; bar < 2 * rounds + 2; bar++) {
  session.flat(100 + (bar % 3));
  await new Promise((resolve) => setImmediate(resolve));
}
journal.close();
socket.end();

function plantNormal(): void {
  const real = Database.prototype.pragma;
  Database.prototype.pragma = function pragma(this: Database.Database, text: string, ...rest: []): unknown {
    if (text === 'synchronous') return 2;
    return Reflect.apply(real, this, [text === 'synchronous = FULL' ? 'synchronous = NORMAL' : text, ...rest]);
  };
}
