/** A quantity of the market in at most six significant figures, without an exponent. */
export function quantityText(quantity: number): string {
  if (quantity >= 1_000_000) return `${(quantity / 1_000_000).toFixed(2)}M`;
  if (quantity >= 10_000) return `${(quantity / 1000).toFixed(2)}k`;
  const decimals = quantity >= 100 ? 2 : quantity >= 1 ? 4 : 6;
  return quantity.toFixed(decimals);
}
