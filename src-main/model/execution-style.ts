/**
 * How a bot's entries at market are carried out.
 * - `market`: one order that takes.
 * - `makerFirst`: rests at the best price of its side, or just inside, and follows it; takes the rest after `deadlineMs`.
 * - `twap`: `slices` equal parts over `durationMs`, each maker first within its share of the time.
 * - `iceberg`: as `makerFirst`, showing only `shownFraction` of the whole at once.
 * `maxSlippageBps` bounds what taking may cost against the middle of the market, hundredths of a percent; null for no bound.
 */
export type ExecutionStyle =
  | { readonly kind: 'market'; readonly maxSlippageBps: number | null }
  | { readonly kind: 'makerFirst'; readonly deadlineMs: number; readonly maxSlippageBps: number | null }
  | {
      readonly kind: 'twap';
      readonly durationMs: number;
      readonly slices: number;
      readonly maxSlippageBps: number | null;
    }
  | {
      readonly kind: 'iceberg';
      readonly shownFraction: number;
      readonly deadlineMs: number;
      readonly maxSlippageBps: number | null;
    };

/** What a bot does that does not say otherwise. */
export const AT_MARKET: ExecutionStyle = { kind: 'market', maxSlippageBps: null };

/** One order at market and nothing else to look after. */
export function isPlain({ kind, maxSlippageBps }: ExecutionStyle): boolean {
  return kind === 'market' && maxSlippageBps === null;
}

/** What trading costs by who waited for whom, hundredths of a percent of the notional; negative for a rebate. */
export type FeeRates = { readonly makerFeeBps: number; readonly takerFeeBps: number };
