import type { ChannelOutput } from '../../src-preload/contract/channels.ts';
import { fail, succeed } from '../base/outcome.ts';
import type { AreaHandlers, ParsedInput } from './handlers.ts';

export type AppSnapshot = ChannelOutput<'app.snapshot'>;

export type AppPort = {
  readonly info: () => ChannelOutput<'app.info'>;
  readonly snapshot: () => AppSnapshot;
  /** False when nothing was asked. */
  readonly answerClose: (answer: ParsedInput<'app.answerClose'>) => boolean;
};

export function appHandlers(app: AppPort) {
  return {
    'app.info': () => succeed(app.info()),
    'app.snapshot': () => succeed(app.snapshot()),
    'app.answerClose': (answer) =>
      app.answerClose(answer) ? succeed({}) : fail('badArgument', 'the window was not asked whether to close'),
  } satisfies AreaHandlers<'app'>;
}
