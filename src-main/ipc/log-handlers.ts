import type { ChannelOutput } from '../../src-preload/contract/channels.ts';
import type { LogPageView } from '../../src-preload/contract/log-views.ts';
import type { Outcome } from '../base/outcome.ts';
import { succeed } from '../base/outcome.ts';
import type { AreaHandlers, ParsedInput } from './handlers.ts';

export type LogPort = {
  readonly older: (before: number | null) => LogPageView;
  readonly newer: (from: number) => LogPageView;
  readonly export: (file: ParsedInput<'log.export'>) => Promise<Outcome<ChannelOutput<'log.export'>>>;
  readonly openFolder: () => void;
};

/** What was logged, as a person reads it. */
export function logHandlers(log: LogPort) {
  return {
    'log.read': (asked) => succeed(asked.direction === 'older' ? log.older(asked.before) : log.newer(asked.from)),
    'log.export': (file) => log.export(file),
    'log.openFolder': () => {
      log.openFolder();
      return succeed({});
    },
  } satisfies AreaHandlers<'log'>;
}
