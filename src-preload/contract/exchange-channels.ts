import { z } from 'zod';
import { connectionTestView, exchangeUrls, keyField, permissionsView, venue, venueView } from './exchange-views.ts';
import { shortText } from './views.ts';

const nothing = z.strictObject({});
const exchange = z.strictObject({ venue });

/** The channels of connections to exchanges and of their keys. */
export const EXCHANGE_CHANNELS = {
  /** Every exchange that can be connected. */
  'exchanges.venues': {
    kind: 'query',
    input: nothing,
    output: z.strictObject({ venues: z.array(venueView).readonly() }),
  },
  'exchanges.add': {
    kind: 'command',
    /** `urls` null: the exchange's own. */
    input: exchange.extend({ urls: exchangeUrls.nullable() }),
    output: nothing,
  },
  /** Its key goes too. */
  'exchanges.remove': { kind: 'command', input: exchange, output: nothing },
  'exchanges.test': { kind: 'command', input: exchange, output: connectionTestView },
  /**
   * A part of a key goes from the clipboard, or from a file that is chosen in the system's dialog, to the main process
   * without ever passing this page; the clipboard is emptied. A file may hold several parts.
   */
  'exchanges.takeKey': {
    kind: 'command',
    input: exchange.extend({ field: keyField, from: z.enum(['clipboard', 'file']) }),
    output: z.strictObject({
      /** The parts taken so far, each with its length. */
      taken: z.array(z.strictObject({ field: keyField, length: z.number().int() })).readonly(),
    }),
  },
  /**
   * Asks the exchange what the taken key may do, then keeps it. A key that may withdraw is refused (`keyCanWithdraw`)
   * unless `insistence` is the sentence that the refusal names in its details.
   */
  'exchanges.saveKey': {
    kind: 'command',
    input: exchange.extend({ keep: z.enum(['keychain', 'session']), insistence: shortText.nullable() }),
    output: permissionsView,
  },
  'exchanges.forgetKey': { kind: 'command', input: exchange, output: nothing },
  /** Records the raw traffic of a connection to a tape in the data folder. */
  'exchanges.record': {
    kind: 'command',
    input: exchange.extend({ on: z.boolean() }),
    output: z.strictObject({ fileName: z.string().nullable() }),
  },
} as const;
