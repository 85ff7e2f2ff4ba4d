/** A worker door whose backtest never looks at anything and never ends, as a strategy of a person's own may. */
export function backtest(): never {
  for (;;);
}
