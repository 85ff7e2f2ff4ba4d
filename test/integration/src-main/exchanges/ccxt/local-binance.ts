import { unwrap } from '../../../../../src-main/base/outcome.ts';
import type { ExchangeKeys } from '../../../../../src-main/engine/ports/exchange.ts';
import type { CcxtClass } from '../../../../../src-main/exchanges/ccxt/client.ts';
import { ccxtDefinition } from '../../../../../src-main/exchanges/ccxt/definition.ts';
import { loadCcxtClass } from '../../../../../src-main/exchanges/ccxt/load-class.ts';
import type {
  ExchangeDefinition,
  ProtocolParts,
} from '../../../../../src-main/exchanges/connection/exchange-definition.ts';
import type { Instrument } from '../../../../../src-main/model/instrument.ts';
import { createLiveTransport } from '../../../../../src-main/resilience/live-transport.ts';
import { createSystemTimers } from '../../../../../src-main/resilience/system-timers.ts';
import type { Transport } from '../../../../../src-main/resilience/transport.ts';
import { type LocalExchange, startLocalExchange } from '../../../../exchange/start-local-exchange.ts';
import { createTestLog } from '../../../../fakes/test-log.ts';

/** ccxt's own class of Binance, which is offered to nobody, as the subject: the local exchange speaks its language. */
export type CcxtOnLocalExchange = {
  readonly exchange: LocalExchange;
  readonly definition: ExchangeDefinition;
  readonly parts: ProtocolParts;
  readonly transport: Transport;
  readonly log: ReturnType<typeof createTestLog>;
  readonly keys: ExchangeKeys;
  know(instruments: readonly Instrument[]): void;
  close(): Promise<void>;
};

/** `has` overrides what the class says it can do. */
export async function openCcxtOnLocalExchange(
  seed: number,
  has: Readonly<Record<string, boolean>> = {},
): Promise<CcxtOnLocalExchange> {
  const exchange = await startLocalExchange({ seed });
  const definition = ccxtDefinition(
    { venue: 'ccxtbinance', name: 'Binance', keyFields: ['apiKey', 'secret'] },
    await localClass(has),
  );
  const [timers, log] = [createSystemTimers(), createTestLog()];
  const pauses = { load: () => null, save: () => undefined };
  const transport = createLiveTransport({ limits: definition.budgets, timers, log, pauses });
  const known = new Map<string, Instrument>();
  return {
    exchange,
    definition,
    transport,
    log,
    keys: { apiKey: exchange.binanceKey, secret: exchange.binanceSecret },
    parts: {
      urls: { rest: exchange.rest, stream: exchange.ws, userStream: exchange.ws },
      transport,
      timers,
      serverNowMs: () => exchange.core.nowMs(),
      findInstrument: (id) => known.get(id),
      log,
    },
    know: (instruments) => {
      for (const instrument of instruments) known.set(instrument.id, instrument);
    },
    close: async () => {
      await transport.dispose();
      await exchange.close();
    },
  };
}

/** The class asks for margin pairs with a key, and knows its table of refusals by the exchange's own host. */
async function localClass(has: Readonly<Record<string, boolean>>): Promise<CcxtClass> {
  const Binance = unwrap(await loadCcxtClass('binance'));
  return class LocalBinance extends Binance {
    constructor(config: Readonly<Record<string, unknown>>) {
      super({ ...config, options: { ...(config.options as object | undefined), fetchMargins: false } });
      const { exceptions } = this as unknown as { exceptions: { spot?: Record<string, unknown> } };
      Object.assign(this, {
        has: { ...this.has, ...has },
        getExceptionsByUrl: (_: string, key: string) => exceptions.spot?.[key] ?? {},
      });
    }
  };
}
