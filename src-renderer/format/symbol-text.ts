/** `BTC-USDT` of an imported file's or the simulated market's id, `BTC-USDT · binance` of an exchange's. */
export function symbolText(instrumentId: string): string {
  const [venue = '', symbol = instrumentId] = instrumentId.split(':');
  return venue === 'imported' || venue === 'demo' ? symbol : `${symbol} · ${venue}`;
}
