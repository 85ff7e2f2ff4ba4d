import type { Outcome } from '../base/outcome.ts';
import { fail, succeed } from '../base/outcome.ts';
import type { OpenedExchange } from '../composition/exchanges/connection.ts';
import { findDefinition } from '../composition/exchanges/exchange-catalogue.ts';
import { openExchange } from '../composition/exchanges/open-exchange.ts';
import type { ExchangeAdapter } from '../engine/ports/exchange.ts';
import type { Log } from '../engine/ports/log.ts';
import type { ExchangeUrls } from '../exchanges/connection/exchange-definition.ts';
import type { Instrument } from '../model/instrument.ts';
import { parseSymbol } from '../model/instrument.ts';
import { createSystemTimers } from '../resilience/system-timers.ts';
import type { CliPlace } from './command.ts';
import type { CommandOptions } from './options.ts';

/** Which exchange, and where it is reached when not at its own addresses. */
export const EXCHANGE_OPTIONS = {
  exchange: 'its name, such as binance; `exchanges` lists them',
  rest: 'REST address of a test network or a local server, the own one by default',
  stream: 'address of its market streams, likewise',
} as const;

/** What goes wrong on the way is told on stderr; the rest is nobody's business here. */
export function logTo({ say }: CliPlace): Log {
  const tell = (message: string, fields?: Readonly<Record<string, unknown>>): void =>
    say(fields === undefined ? message : `${message} ${JSON.stringify(fields)}`);
  return { debug: () => undefined, info: () => undefined, warn: tell, error: tell };
}

/** Opens the exchange the options name; not started yet. `dataDir` keeps the silence that exchanges ask for. */
export async function openNamedExchange(
  options: CommandOptions,
  dataDir: string,
  place: CliPlace,
): Promise<Outcome<OpenedExchange & { readonly urls: ExchangeUrls }>> {
  const definition = await findDefinition(options.text('exchange'));
  if (!definition.ok) return definition;
  const own = definition.value.urls;
  const stream = options.optional('stream') ?? own.stream;
  const urls = {
    rest: options.optional('rest') ?? own.rest,
    stream,
    userStream: options.optional('stream') ?? own.userStream,
  };
  const parts = { dataDir, timers: createSystemTimers(), log: logTo(place) };
  return succeed({ ...openExchange(definition.value, urls, parts), urls });
}

/** The instruments of a comma-separated list, each of which the started exchange must list. */
export function namedInstruments(options: CommandOptions, adapter: ExchangeAdapter): Outcome<readonly Instrument[]> {
  const listed = new Map(adapter.instruments().map((instrument) => [instrument.symbol, instrument]));
  const found: Instrument[] = [];
  for (const text of options.text('symbols').split(',')) {
    const instrument = listed.get(parseSymbol(text.trim())?.symbol ?? '');
    if (instrument === undefined) {
      return fail(
        'unknownInstrument',
        `--symbols names "${text}", expected one of the ${listed.size} of ${adapter.venue}`,
      );
    }
    found.push(instrument);
  }
  return succeed(found);
}
