import type { ChannelOutput } from '../../src-preload/contract/channels.ts';
import type { Outcome } from '../base/outcome.ts';
import { succeed } from '../base/outcome.ts';
import type { AreaHandlers, ParsedInput } from './handlers.ts';
import type { JobControl, JobRegistry } from './job-registry.ts';

type Repeat = ChannelOutput<'runs.repeatResult'>;

export type RunsPort = {
  readonly list: (request: ParsedInput<'runs.list'>) => Promise<Outcome<ChannelOutput<'runs.list'>>>;
  readonly read: (runId: number) => Promise<Outcome<ChannelOutput<'runs.read'>>>;
  /** Its settings as a bot would have them. */
  readonly bot: (runId: number) => Promise<Outcome<ChannelOutput<'runs.bot'>>>;
  readonly change: (change: {
    readonly runId: number;
    readonly name?: string;
    readonly note?: string;
  }) => Promise<Outcome<unknown>>;
  readonly remove: (runIds: readonly number[]) => Promise<Outcome<ChannelOutput<'runs.remove'>>>;
  readonly repeat: (runId: number, control: JobControl) => Promise<Outcome<Repeat>>;
};

export function runHandlers(runs: RunsPort, jobs: JobRegistry) {
  const changed = async (change: Parameters<RunsPort['change']>[0]): Promise<Outcome<Record<string, never>>> => {
    const outcome = await runs.change(change);
    return outcome.ok ? succeed({}) : outcome;
  };
  return {
    'runs.list': (request) => runs.list(request),
    'runs.read': ({ runId }) => runs.read(runId),
    'runs.bot': ({ runId }) => runs.bot(runId),
    'runs.rename': ({ runId, name }) => changed({ runId, name: name.trim() }),
    'runs.note': ({ runId, note }) => changed({ runId, note }),
    'runs.remove': ({ runIds }) => runs.remove(runIds),
    'runs.repeat': ({ runId }) =>
      succeed({ jobId: jobs.start('research', `run ${runId} again`, (control) => runs.repeat(runId, control)) }),
    // The registry gives back what this file's own work put in; the reply's schema is the second look.
    'runs.repeatResult': ({ jobId }) => jobs.result(jobId) as Outcome<Repeat>,
  } satisfies AreaHandlers<'runs'>;
}
