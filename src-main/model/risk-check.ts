/** What one risk rule said of one order. Texts with their units. */
export type RiskCheck =
  | { readonly rule: string; readonly verdict: 'allowed' | 'refused'; readonly limit: string; readonly actual: string }
  /** It has nothing to say of such an order, or is switched off. */
  | { readonly rule: string; readonly verdict: 'notApplicable'; readonly why: string };
