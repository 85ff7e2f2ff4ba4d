import type { Outcome } from '../base/outcome.ts';
import { fail, succeed } from '../base/outcome.ts';
import type { ExchangeAdapter } from '../engine/ports/exchange.ts';
import { createDownloads } from '../market-data/downloads/create-downloads.ts';
import type { DownloadStorage } from '../market-data/downloads/download-job.ts';
import type { Instrument } from '../model/instrument.ts';
import { createSystemTimers } from '../resilience/system-timers.ts';
import type { MarketDatabase } from '../storage/market/market-database.ts';
import type { CliCommand, CliPlace, CliReply } from './command.ts';
import { EXCHANGE_OPTIONS, namedInstruments, openNamedExchange } from './exchange-options.ts';
import { dataDirOf, openMarket } from './import-command.ts';
import type { CommandOptions } from './options.ts';

type Span = { readonly fromMs: number; readonly toMs: number };

export const downloadCommand: CliCommand = {
  name: 'download',
  summary: 'stores candles of an exchange in the data folder; only what is not there is asked for',
  options: {
    ...EXCHANGE_OPTIONS,
    symbols: 'comma-separated, such as BTC-USDT,ETH-USDT',
    interval: 'of the candles, such as 1h',
    from: 'first day or moment, UTC: 2024-01-31 or 2024-01-31T12:00Z',
    to: 'end, not included; now by default',
    'data-dir': 'data folder, the one of the desktop app by default',
  },
  async run(options, place) {
    const span = spanOf(options);
    if (!span.ok) return span;
    const dataDir = dataDirOf(options, place);
    const market = openMarket(dataDir, place);
    if (!market.ok) return market;
    const opened = await openNamedExchange(options, dataDir, place);
    try {
      return opened.ok
        ? await download(options, opened.value.adapter, { market: market.value, span: span.value, place })
        : opened;
    } finally {
      if (opened.ok) {
        await opened.value.adapter.dispose();
        await opened.value.transport.dispose();
      }
      market.value.close();
    }
  },
};

function spanOf(options: CommandOptions): Outcome<Span> {
  const fromMs = Date.parse(options.text('from'));
  const to = options.optional('to');
  const toMs = to === undefined ? Date.now() : Date.parse(to);
  return fromMs < toMs
    ? succeed({ fromMs, toMs })
    : fail('badArgument', `--from is "${options.text('from')}", --to "${to ?? 'now'}", expected a day before another`);
}

type Work = { readonly market: MarketDatabase; readonly span: Span; readonly place: CliPlace };

async function download(options: CommandOptions, adapter: ExchangeAdapter, work: Work): Promise<Outcome<CliReply>> {
  const interval = options.interval('interval');
  const started = await adapter.start();
  if (!started.ok) return started;
  const instruments = namedInstruments(options, adapter);
  if (!instruments.ok) return instruments;
  const { market, span, place } = work;
  const downloads = createDownloads({
    exchangeOf: () => adapter,
    storage: storageOf(market),
    timers: createSystemTimers(),
  });
  let toldPercent = -1;
  const jobs = instruments.value.map(({ id }: Instrument) => ({ instrumentId: id, interval, ...span }));
  const done = await downloads.run(jobs, {
    signal: new AbortController().signal,
    report({ barsDone, barsTotal, waitingFor }) {
      const percent = barsTotal === 0 ? 100 : Math.floor((barsDone / barsTotal) * 100);
      if (percent === toldPercent) return;
      toldPercent = percent;
      place.say(`${percent} %${waitingFor === null ? '' : `, waiting: ${waitingFor}`}`);
    },
  });
  if (!done.ok) return done;
  const series = done.value.map(({ job, gapList: _gapList, ...result }) => ({
    instrumentId: job.instrumentId,
    ...result,
  }));
  return succeed({
    json: { interval, series },
    ...(series.some(({ problems }) => problems.length > 0) && { exitCode: 3 }),
  });
}

/** The open database, as downloads know it. */
function storageOf(market: MarketDatabase): DownloadStorage {
  return {
    readCovered: async (range) => market.readCovered(range),
    writeCovered: async (candles) => market.writeCovered(candles),
    coverage: async (series) => market.coverage(series),
  };
}
