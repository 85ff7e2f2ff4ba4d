import type { z } from 'zod';
import type { ChannelName, ChannelOutput, Channels } from '../../src-preload/contract/channels.ts';
import type { Outcome } from '../base/outcome.ts';

/** The input after it was parsed. */
export type ParsedInput<Name extends ChannelName> = z.output<Channels[Name]['input']>;

/** The window that asks; what it watches is forgotten when it goes. */
export type Caller = { readonly windowId: number };

/** What a channel does once the sender is known and the input parsed. What it throws becomes a `bug`. */
export type Handler<Name extends ChannelName> = Name extends ChannelOfWindow
  ? (input: ParsedInput<Name>, caller: Caller) => Answer<Name>
  : (input: ParsedInput<Name>) => Answer<Name>;

type Answer<Name extends ChannelName> = Outcome<ChannelOutput<Name>> | Promise<Outcome<ChannelOutput<Name>>>;

/** Those that mean something else from each window. */
type ChannelOfWindow = 'market.watch' | 'candles.follow';

/** One handler for each channel of the contract, no more and no less. */
export type Handlers = { readonly [Name in ChannelName]: Handler<Name> };

/** The handlers of one area: those whose names begin with `Area.`. */
export type AreaHandlers<Area extends string> = {
  readonly [Name in Extract<ChannelName, `${Area}.${string}`>]: Handler<Name>;
};
