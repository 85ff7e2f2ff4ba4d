/** 1 up (high, bullish), −1 down (low, bearish). */
export type Direction = 1 | -1;

/** A pivot that was confirmed: the most extreme of its run so far. */
export type Swing = { readonly direction: Direction; readonly bar: number; readonly level: number };

type Known = {
  readonly direction: Direction;
  /** Number of the bar it stands at, counted from the first bar the tracker was given. */
  readonly bar: number;
  /** Number of the bar at whose close it was said: the one the tracker was given last. */
  readonly knownAt: number;
};

/** What a bar made known of the structure. Prices in quote asset, as the candles have them; nothing said is taken back. */
export type StructureEvent =
  | (Known & {
      readonly kind: 'swing';
      readonly level: number /** A less extreme swing's bar. */;
      readonly replaces: number | null;
    })
  | (Known & { readonly kind: 'swing-final'; readonly level: number })
  | (Known & { readonly kind: 'bos' | 'choch'; readonly level: number; readonly brokenAt: number })
  | (Known & { readonly kind: 'gap'; readonly top: number; readonly bottom: number })
  | (Known & { readonly kind: 'gap-mitigated' })
  | (Known & {
      readonly kind: 'order-block';
      readonly top: number;
      readonly bottom: number;
      readonly volume: number;
      readonly percentage: number;
    })
  | (Known & { readonly kind: 'order-block-mitigated' | 'order-block-gone' })
  | (Known & { readonly kind: 'liquidity'; readonly level: number; readonly end: number; readonly swings: number })
  | (Known & { readonly kind: 'liquidity-swept' });

/** Takes what a step has to say, in order. */
export type EventSink = (event: StructureEvent) => void;
