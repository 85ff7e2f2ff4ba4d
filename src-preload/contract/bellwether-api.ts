import type { Outcome } from '../../src-main/base/outcome.ts';
import type { ChannelInput, ChannelName, ChannelOutput } from './channels.ts';
import type { FactBatch } from './facts.ts';

/** The one frozen object the preload puts on `window.bellwether`: a named method per channel, and the push. */
export type BellwetherApi = {
  readonly [Name in ChannelName]: (input: ChannelInput<Name>) => Promise<Outcome<ChannelOutput<Name>>>;
} & {
  /** Calls back with each batch of facts; returns the function that stops it. */
  readonly onFacts: (listener: (batch: FactBatch) => void) => () => void;
};
