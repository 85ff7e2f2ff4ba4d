/** `node run-fault-seeds.ts KIND:VENUE:SEED …`: runs these sessions one after another and prints each verdict as a line of JSON. */
import type { FaultVenue } from './fault-schedule.ts';
import { runFaultSession } from './fault-session.ts';
import { runOrderFaultSession } from './order-fault-session.ts';

for (const name of process.argv.slice(2)) {
  const [kind, venue, seed] = name.split(':') as [string, FaultVenue, string];
  const run = kind === 'orders' ? runOrderFaultSession : runFaultSession;
  const verdict = await run(Number(seed), venue).catch((error: unknown) => ({ problems: [String(error)] }));
  process.stdout.write(`${JSON.stringify({ name, ...verdict })}\n`);
}
process.exit(0);
