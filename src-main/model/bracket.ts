/** A price as a strategy names it: outright, or as a distance from the average entry price. */
export type Level =
  | { readonly price: number }
  /** In the quote asset, towards the side the level is for: below a long's entry for its stop, above it for its target. */
  | { readonly distance: number }
  /** Of the entry price: 0.02 is 2 %. */
  | { readonly fraction: number };

/** What ends a position without another word of the strategy. What is left out is left to the bot's own settings. */
export type Bracket = {
  readonly stopLoss?: Level;
  readonly target?: Level;
  /**
   * A stop that follows the best close since the entry at `distance` (quote asset), once that close is past `activation`.
   * `follows: market`: where the venue has such orders it follows every price from the entry on, at that distance as a share
   * of the average entry price, anew when what is held changes; where it has none, closes.
   */
  readonly trailing?: {
    readonly distance: number;
    readonly activation?: Level;
    readonly follows?: 'closes' | 'market';
  };
  /** Closes at market once it was held for so many bars. */
  readonly maxBars?: number;
};
