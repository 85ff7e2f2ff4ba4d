import { succeed } from '../../../src-main/base/outcome.ts';
import { LiveAccounts } from '../../../src-main/composition/exchanges/live-accounts.ts';
import { VenueRouter } from '../../../src-main/composition/venue-router.ts';
import type { Engine } from '../../../src-main/engine/engine.ts';
import type { BooksListener, ExchangeAdapter } from '../../../src-main/engine/ports/exchange.ts';
import type { Journal } from '../../../src-main/engine/ports/journal.ts';
import type { Log } from '../../../src-main/engine/ports/log.ts';
import type { Venue, VenueReport } from '../../../src-main/engine/ports/venue.ts';
import type { LiveVenue } from '../../../src-main/exchanges/connection/live-venue.ts';
import type { Gateway } from '../exchange/gateway.ts';
import { INSTRUMENTS } from '../exchange/instruments.ts';
import type { Life } from './life.ts';

export type LiveSideParts = {
  readonly life: Life;
  readonly log: Log;
  readonly journal: Journal;
  readonly gateway: Gateway;
  readonly engine: () => Engine;
  readonly report: (report: VenueReport) => void;
  readonly openVenue: (report: (report: VenueReport) => void, books?: BooksListener) => LiveVenue;
};

/** Nothing of the simulated money trades here. */
const NO_VENUE: Venue = { submit: () => undefined, cancel: () => undefined };

/** Live accounts as the application puts them together: its own router, reconciliation and looks at balances. */
export class LiveSide {
  readonly router: VenueRouter;
  readonly #parts: LiveSideParts;
  #accounts: LiveAccounts | null = null;
  #isReady = false;

  constructor(parts: LiveSideParts) {
    const { life, report, engine } = parts;
    this.#parts = parts;
    this.router = new VenueRouter({
      paper: NO_VENUE,
      venueOfAccount: (accountId) => (accountId === 'sim-USDT' ? 'sim' : null),
      accountOfOrder: (clientOrderId) =>
        engine()
          .snapshot()
          .openOrders.find(({ order }) => order.clientOrderId === clientOrderId)?.order.accountId,
      report,
      nowMs: () => life.timers.nowMs(),
    });
  }

  /** The exchange's clock is known: what is open on it may be traded. */
  connect(): void {
    const { engine, journal, life, log } = this.#parts;
    this.#accounts = new LiveAccounts({
      engine: engine(),
      router: this.router,
      journal,
      timers: life.timers,
      log,
      readKeys: () => Promise.resolve(succeed({ apiKey: 'key', secret: 'secret' })),
      adapterOf: () => (this.#isReady ? this.#adapter() : undefined),
    });
    this.#isReady = true;
    this.#accounts.connect(this.#adapter());
  }

  openAccount(): void {
    void this.#accounts?.open('sim', 'USDT');
  }

  async dispose(): Promise<void> {
    await this.#accounts?.dispose();
  }

  #adapter(): ExchangeAdapter {
    const { gateway, openVenue } = this.#parts;
    const adapter: Pick<ExchangeAdapter, 'venue' | 'instruments' | 'openTrading'> = {
      venue: 'sim',
      instruments: () => INSTRUMENTS,
      openTrading: async (_keys, report, books) => {
        const balances = await gateway.balances();
        if (!balances.ok) return balances;
        const venue = openVenue(report, books);
        return succeed({
          venue,
          restore: (openOrders, fills) => venue.restore(openOrders, fills),
          balances: () => gateway.balances(),
          feesOf: () => null,
          dispose: () => venue.dispose(),
        });
      },
    };
    return adapter as ExchangeAdapter;
  }
}
