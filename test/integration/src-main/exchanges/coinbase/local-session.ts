import type { DisposableStack } from '../../../../../src-main/base/disposable.ts';
import { unwrap } from '../../../../../src-main/base/outcome.ts';
import type { TradingConnection } from '../../../../../src-main/engine/ports/exchange.ts';
import type { VenueReport } from '../../../../../src-main/engine/ports/venue.ts';
import { coinbase } from '../../../../../src-main/exchanges/coinbase/adapter.ts';
import { createExchangeAdapter } from '../../../../../src-main/exchanges/connection/exchange-adapter.ts';
import type { ProtocolParts } from '../../../../../src-main/exchanges/connection/exchange-definition.ts';
import type { MarketProtocol, MarketStream } from '../../../../../src-main/exchanges/connection/market-protocol.ts';
import type { Instrument } from '../../../../../src-main/model/instrument.ts';
import { createLiveTransport } from '../../../../../src-main/resilience/live-transport.ts';
import { createSystemTimers } from '../../../../../src-main/resilience/system-timers.ts';
import type { CoinbaseKey } from '../../../../exchange/coinbase/keys.ts';
import {
  type LocalCoinbase,
  type LocalCoinbaseOptions,
  startLocalCoinbase,
} from '../../../../exchange/coinbase/local-coinbase.ts';
import { createTestLog } from '../../../../fakes/test-log.ts';
import { createKeeper, type Told } from '../../../../unit/src-main/exchanges/coinbase/coinbase-bench.ts';

export { until } from '../../resilience/local-servers.ts';

/** Limits wide enough that a test waits for nothing; the rest as strict as it is. */
const WIDE = {
  privatePerSecond: 1_000,
  publicPerSecond: 1_000,
  socketMessagesPerSecond: 1_000,
  heartbeatMs: 100,
  tradeBatchMs: 50,
};

/** Everything that is open in a test; to be disposed after it. */
export type Stage = DisposableStack;

export async function startExchange(stage: Stage, options: LocalCoinbaseOptions = {}): Promise<LocalCoinbase> {
  const exchange = await startLocalCoinbase({ ...options, coinbase: { ...WIDE, ...options.coinbase } });
  stage.defer(() => exchange.close());
  return exchange;
}

const urlsOf = ({ rest, stream }: LocalCoinbase) => ({ rest, stream, userStream: stream });

function openTransport(stage: Stage) {
  const timers = createSystemTimers();
  const log = createTestLog();
  const limits = coinbase.budgets.map((budget) => ({ ...budget, limit: 10_000 }));
  const pauses = { load: () => null, save: () => undefined };
  const transport = stage.use(createLiveTransport({ limits, timers, log, pauses }));
  return { timers, log, transport };
}

export type MarketSession = {
  readonly parts: ProtocolParts;
  readonly market: MarketProtocol;
  readonly instruments: ReadonlyMap<string, Instrument>;
  readonly told: Told;
  readonly stream: MarketStream;
};

/** The protocol alone over a real transport, with a stream that wants nothing yet. */
export async function openMarket(stage: Stage, exchange: LocalCoinbase): Promise<MarketSession> {
  const instruments = new Map<string, Instrument>();
  const parts: ProtocolParts = {
    ...openTransport(stage),
    urls: urlsOf(exchange),
    serverNowMs: () => exchange.core.nowMs(),
    findInstrument: (id) => instruments.get(id),
  };
  const market = coinbase.market(parts);
  for (const instrument of unwrap(await market.instruments())) instruments.set(instrument.id, instrument);
  const { told, listener } = createKeeper();
  const stream = stage.use(market.openStream(listener));
  return { parts, market, instruments, told, stream };
}

export type TradingSession = {
  readonly connection: TradingConnection;
  readonly reports: VenueReport[];
  readonly log: ReturnType<typeof createTestLog>;
  readonly instrument: (symbol: string) => Instrument;
};

/** The adapter whole, trading with one key. */
export async function openTrading(stage: Stage, exchange: LocalCoinbase, key?: CoinbaseKey): Promise<TradingSession> {
  const { timers, log, transport } = openTransport(stage);
  const adapter = stage.use(createExchangeAdapter(coinbase, { urls: urlsOf(exchange), transport, timers, log }));
  unwrap(await adapter.start());
  const { name, secret } = key ?? exchange.keys.ecdsa;
  const reports: VenueReport[] = [];
  const opened = await adapter.openTrading({ apiKey: name, secret }, (report) => void reports.push(report));
  const connection = stage.use(unwrap(opened));
  const instrument = (symbol: string): Instrument => {
    const found = adapter.instruments().find((one) => one.symbol === symbol);
    if (found === undefined) throw new Error(`${symbol} is not listed`);
    return found;
  };
  return { connection, reports, log, instrument };
}
