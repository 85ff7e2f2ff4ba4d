import type { ExchangeKeys } from '../../engine/ports/exchange.ts';
import type { Log } from '../../engine/ports/log.ts';
import type { Instrument, VenueId } from '../../model/instrument.ts';
import type { BudgetLimit } from '../../resilience/budget-tally.ts';
import type { Timers } from '../../resilience/timers.ts';
import type { Transport } from '../../resilience/transport.ts';
import type { MarketProtocol } from './market-protocol.ts';
import type { OrderProtocol } from './order-protocol.ts';

export type { BudgetLimit } from '../../resilience/budget-tally.ts';

/** Where an exchange is reached: its own addresses, its test network's, or a local server's. No trailing slash. */
export type ExchangeUrls = {
  readonly rest: string;
  /** Market streams. */
  readonly stream: string;
  /** User streams and orders over a socket. */
  readonly userStream: string;
};

/** What a protocol is given to work with. */
export type ProtocolParts = {
  readonly urls: ExchangeUrls;
  readonly transport: Transport;
  readonly timers: Timers;
  /** The exchange's time now, ms; undefined while it was not measured or is more than 500 ms in doubt. */
  readonly serverNowMs: () => number | undefined;
  /** Measures the exchange's clock anew, as when it refused a timestamp of ours; resolves when that is done, never rejects. */
  readonly resyncClock?: () => Promise<void>;
  /** The instruments loaded last, by our id and by the exchange's own symbol. */
  readonly findInstrument: (instrumentId: string) => Instrument | undefined;
  readonly log: Log;
};

/** One exchange, whole: the only thing its folder's `adapter.ts` exports. To add an exchange, copy a folder. */
export type ExchangeDefinition = {
  readonly venue: VenueId;
  readonly name: string;
  readonly urls: ExchangeUrls;
  /** Half of what the exchange allows, so that others on this address have room. */
  readonly budgets: readonly BudgetLimit[];
  /** What is asked for of a key, and how its secret looks, for the form. */
  readonly keyFields: readonly ('apiKey' | 'secret' | 'passphrase')[];
  /** Assets fees may be charged in beside the two that are traded, such as the exchange's own coin. */
  readonly feeAssets?: readonly string[];
  readonly market: (parts: ProtocolParts) => MarketProtocol;
  readonly orders: (parts: ProtocolParts, keys: ExchangeKeys) => OrderProtocol;
};
