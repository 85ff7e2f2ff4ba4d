/**
 * What state a market is in. The order is that of the codes in number columns, quietest first: a later one is no reason to
 * put more at stake.
 */
export const REGIMES = ['range', 'trendUp', 'trendDown', 'highVolatility', 'crisis'] as const;
export type Regime = (typeof REGIMES)[number];

/** As a person reads them. */
export const REGIME_WORDS: Readonly<Record<Regime, string>> = {
  range: 'range',
  trendUp: 'trend up',
  trendDown: 'trend down',
  highVolatility: 'high volatility',
  crisis: 'crisis',
};

/** What a bot's settings say of regimes. They stop or shrink what it enters, and touch nothing it holds. */
export type RegimeRules = {
  /** Those in which it may enter. */
  readonly allowed: readonly Regime[];
  /** What an entry's size is multiplied by, above 0 and at most 1; 1 where none is named. */
  readonly sizeFactors: Readonly<Partial<Record<Regime, number>>>;
};

const CODES = new Map<Regime, number>(REGIMES.map((regime, code) => [regime, code]));

/** The number that stands for a regime in columns of numbers. */
export function regimeCode(regime: Regime): number {
  return CODES.get(regime) as number;
}

/** The regime of a code; null for NaN, which says that it is not known yet. */
export function regimeOfCode(code: number): Regime | null {
  return REGIMES[code] ?? null;
}
