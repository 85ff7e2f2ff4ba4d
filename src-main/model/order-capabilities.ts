/** What a venue does by itself with orders of an instrument; what it does not is done by the engine. */
export type OrderCapabilities = {
  /** An order locks what it may trade: a stop and a target over the same quantity do not fit beside each other. */
  readonly locks: boolean;
  /** Lists of which one order ends the other, over a quantity that is locked once. */
  readonly lists: boolean;
  /** Single orders that are a limit and a stop over the same quantity. */
  readonly brackets?: boolean;
  /** Orders that wait for a trigger. */
  readonly stops: boolean;
  /** Stops that follow the price by themselves. */
  readonly trailingStops: boolean;
};

/** The simulated venue. */
export const DOES_ALL: OrderCapabilities = { locks: false, lists: true, stops: true, trailingStops: true };

/** A spot exchange that has not said more. */
export const PLAIN_SPOT: OrderCapabilities = { locks: true, lists: false, stops: true, trailingStops: false };
