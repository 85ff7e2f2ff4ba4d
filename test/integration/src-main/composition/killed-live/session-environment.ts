import type { ExchangeLine } from '../../../../exchange/start-local-exchange.ts';

/** Where the exchange is, as the process that starts the session hands it over. */
export const EXCHANGE_VARIABLE = 'LOCAL_EXCHANGE';

export function readOrThrow(): ExchangeLine {
  const text = process.env[EXCHANGE_VARIABLE];
  if (text === undefined) throw new Error(`${EXCHANGE_VARIABLE} is not set, expected the line of the local exchange`);
  return JSON.parse(text) as ExchangeLine;
}
