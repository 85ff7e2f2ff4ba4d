import type { z } from 'zod';
import type { ChannelName, ChannelOutput, Channels } from '../../src-preload/contract/channels.ts';
import type { Outcome } from '../base/outcome.ts';

/** The input after it was parsed. */
export type ParsedInput<Name extends ChannelName> = z.output<Channels[Name]['input']>;

/** What a channel does once the sender is known and the input parsed. What it throws becomes a `bug`. */
export type Handler<Name extends ChannelName> = (
  input: ParsedInput<Name>,
) => Outcome<ChannelOutput<Name>> | Promise<Outcome<ChannelOutput<Name>>>;

/** One handler for each channel of the contract, no more and no less. */
export type Handlers = { readonly [Name in ChannelName]: Handler<Name> };

/** The handlers of one area: those whose names begin with `Area.`. */
export type AreaHandlers<Area extends string> = {
  readonly [Name in Extract<ChannelName, `${Area}.${string}`>]: Handler<Name>;
};
