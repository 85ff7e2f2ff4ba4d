import type { ChannelOutput } from '../../src-preload/contract/channels.ts';
import type { Outcome } from '../base/outcome.ts';
import { succeed } from '../base/outcome.ts';
import type { AreaHandlers, ParsedInput } from './handlers.ts';

type Venue = ParsedInput<'exchanges.test'>['venue'];

export type ExchangesPort = {
  readonly venues: () => ChannelOutput<'exchanges.venues'>['venues'];
  readonly add: (request: ParsedInput<'exchanges.add'>) => Promise<Outcome<void>>;
  readonly remove: (venue: Venue) => Promise<Outcome<void>>;
  readonly test: (venue: Venue) => Promise<Outcome<ChannelOutput<'exchanges.test'>>>;
  readonly takeKey: (
    request: ParsedInput<'exchanges.takeKey'>,
  ) => Promise<Outcome<ChannelOutput<'exchanges.takeKey'>['taken']>>;
  readonly saveKey: (request: ParsedInput<'exchanges.saveKey'>) => Promise<Outcome<ChannelOutput<'exchanges.saveKey'>>>;
  readonly forgetKey: (venue: Venue) => Promise<Outcome<void>>;
  readonly record: (request: ParsedInput<'exchanges.record'>) => Promise<Outcome<string | null>>;
};

/** Connections to exchanges. No answer holds a part of a key. */
export function exchangeHandlers(exchanges: ExchangesPort) {
  const done = async (work: Promise<Outcome<void>>) => {
    const outcome = await work;
    return outcome.ok ? succeed({}) : outcome;
  };
  return {
    'exchanges.venues': () => succeed({ venues: exchanges.venues() }),
    'exchanges.add': (request) => done(exchanges.add(request)),
    'exchanges.remove': ({ venue }) => done(exchanges.remove(venue)),
    'exchanges.test': ({ venue }) => exchanges.test(venue),
    'exchanges.takeKey': async (request) => {
      const taken = await exchanges.takeKey(request);
      return taken.ok ? succeed({ taken: taken.value }) : taken;
    },
    'exchanges.saveKey': (request) => exchanges.saveKey(request),
    'exchanges.forgetKey': ({ venue }) => done(exchanges.forgetKey(venue)),
    'exchanges.record': async (request) => {
      const recording = await exchanges.record(request);
      return recording.ok ? succeed({ fileName: recording.value }) : recording;
    },
  } satisfies AreaHandlers<'exchanges'>;
}
