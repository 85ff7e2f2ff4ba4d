import type { Outcome } from '../../src-main/base/outcome.ts';
import type { TEXT_CHANNELS } from './channel-names.ts';
import type { ChannelInput, ChannelName, ChannelOutput } from './channels.ts';

type TextChannel = (typeof TEXT_CHANNELS)[number];

/** The one frozen object the preload puts on `window.bellwether`: a named method per channel, and the push. */
export type BellwetherApi = {
  readonly [Name in Exclude<ChannelName, TextChannel>]: (
    input: ChannelInput<Name>,
  ) => Promise<Outcome<ChannelOutput<Name>>>;
} & {
  /** The Outcome as JSON. */
  readonly [Name in TextChannel]: (input: ChannelInput<Name>) => Promise<string>;
} & {
  /**
   * Calls back with each `FactBatch` as JSON; returns the function that stops it. What crosses from the preload to the page
   * is copied value by value, which for thousands of facts a second costs more than all else that is done with them: a text
   * is one value.
   */
  readonly onFacts: (listener: (batchText: string) => void) => () => void;
};
