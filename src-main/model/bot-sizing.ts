/** How large an entry is that names no size itself. `sizeFraction` is what it may be at most, whatever this says. */
export type BotSizing =
  /** Quote asset. */
  | { readonly kind: 'fixedAmount'; readonly amount: number }
  /** So much of the equity is lost if the stop is hit at its price. A bot without a stop enters nothing. */
  | { readonly kind: 'riskPerTrade'; readonly riskFraction: number }
  /** The position's own volatility a day, as a share of the equity, by the realised volatility of the latest `bars`. */
  | { readonly kind: 'volatilityTarget'; readonly dailyFraction: number; readonly bars: number }
  /** `share` of what Kelly's formula gives for the bot's own round trips; `beforeFraction` until there are `leastTrips`. */
  | { readonly kind: 'kelly'; readonly share: number; readonly leastTrips: number; readonly beforeFraction: number };

/** When a bot that has lost enters nothing. What it holds is left to its strategy. Null switches a part off. */
export type BotCooldown = {
  /** After each losing round trip. */
  readonly afterLossMs: number | null;
  /** After so many losing ones in a row, and again after each further one. */
  readonly lossesInRow: { readonly count: number; readonly pauseMs: number } | null;
  /** Until the next day once it has lost so many. */
  readonly lossesPerDay: number | null;
};
