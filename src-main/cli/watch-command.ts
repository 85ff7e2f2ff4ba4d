import type { Outcome } from '../base/outcome.ts';
import { succeed } from '../base/outcome.ts';
import { findDefinition } from '../composition/exchanges/exchange-catalogue.ts';
import type { ExchangeAdapter } from '../engine/ports/exchange.ts';
import { createExchangeAdapter } from '../exchanges/connection/exchange-adapter.ts';
import { recordTape } from '../market-data/tape/record-tape.ts';
import type { TapeSpeed } from '../market-data/tape/tape-transport.ts';
import { createTapeTransport } from '../market-data/tape/tape-transport.ts';
import { createSystemTimers } from '../resilience/system-timers.ts';
import type { CliCommand, CliPlace, CliReply } from './command.ts';
import { EXCHANGE_OPTIONS, logTo, namedInstruments, openNamedExchange } from './exchange-options.ts';
import { dataDirOf } from './import-command.ts';
import type { WatchedMarkets } from './market-tally.ts';
import { watchMarkets } from './market-tally.ts';
import type { CommandOptions } from './options.ts';

const STANDARD_SECONDS = 60;
const MOST_SECONDS = 7 * 86_400;

export const watchCommand: CliCommand = {
  name: 'watch',
  summary: 'follows markets of an exchange, or of a tape of one, and tells what was heard: minutes, states, counts',
  options: {
    ...EXCHANGE_OPTIONS,
    symbols: 'comma-separated, such as BTC-USDT,ETH-USDT',
    seconds: `how long to follow, ${STANDARD_SECONDS} by default`,
    record: 'file ending in .tape.gz to record the raw traffic to',
    tape: 'tape to play instead of an exchange; its header says which exchange it is of',
    speed: 'of the tape: 1 as it happened, 10 ten times as fast; as fast as it can when left out',
    'data-dir': 'data folder, the one of the desktop app by default',
  },
  run: (options, place) => (options.has('tape') ? playTape(options, place) : watchLive(options, place)),
};

async function watchLive(options: CommandOptions, place: CliPlace): Promise<Outcome<CliReply>> {
  const seconds = options.number('seconds', { from: 1, to: MOST_SECONDS, standard: STANDARD_SECONDS });
  const opened = await openNamedExchange(options, dataDirOf(options, place), place);
  if (!opened.ok) return opened;
  const { adapter, transport, urls } = opened.value;
  const timers = createSystemTimers();
  const path = options.has('record') ? options.path('record', place.folder) : null;
  const tapeOptions = { exchange: adapter.venue, urls, timers, log: logTo(place) };
  const recording = path === null ? null : recordTape(transport, path, tapeOptions);
  try {
    if (recording?.ok === false) return recording;
    const watched = await begin(options, adapter);
    if (!watched.ok) return watched;
    await new Promise<void>((done) => void timers.after(seconds * 1000, done));
    return succeed({ json: { ...watched.value.tally(), health: adapter.health() } });
  } finally {
    if (recording?.ok === true) await recording.value.stop();
    await adapter.dispose();
    await transport.dispose();
  }
}

async function playTape(options: CommandOptions, place: CliPlace): Promise<Outcome<CliReply>> {
  const speed: TapeSpeed = options.has('speed')
    ? options.number('speed', { from: 0.01, to: 10_000, standard: 1 })
    : 'unpaced';
  const tape = await createTapeTransport(options.path('tape', place.folder), createSystemTimers(), speed);
  if (!tape.ok) return tape;
  const { header, timers } = tape.value;
  const definition = await findDefinition(header.exchange);
  if (!definition.ok) return definition;
  const parts = {
    urls: { ...definition.value.urls, ...header.urls },
    transport: tape.value,
    timers,
    log: logTo(place),
  };
  const adapter = createExchangeAdapter(definition.value, parts);
  const ended = tape.value.play();
  try {
    const watched = await begin(options, adapter);
    if (!watched.ok) return watched;
    const end = await ended;
    return succeed({ json: { ...watched.value.tally(), tape: { startedMs: header.startedMs, ...end } } });
  } finally {
    await adapter.dispose();
    await tape.value.dispose();
  }
}

async function begin(options: CommandOptions, adapter: ExchangeAdapter): Promise<Outcome<WatchedMarkets>> {
  const started = await adapter.start();
  if (!started.ok) return started;
  const instruments = namedInstruments(options, adapter);
  return instruments.ok ? succeed(watchMarkets(adapter, instruments.value)) : instruments;
}
