/**
 * `npm run exchange -- --port P --seed N`: the local exchange until it is told to end. One JSON line on stdout, nothing else.
 */
import { parseArgs } from 'node:util';
import { type ExchangeLine, startLocalExchange } from './start-local-exchange.ts';

const OPTIONS = {
  port: { type: 'string', default: '0' },
  seed: { type: 'string', default: '1' },
  symbols: { type: 'string', default: '0' },
  'trades-per-second': { type: 'string', default: '0' },
  'fee-bps': { type: 'string', default: '10' },
  'until-stdin-closes': { type: 'boolean', default: false },
} as const;

const { values } = readOptions();

function readOptions() {
  try {
    return parseArgs({ options: OPTIONS, allowPositionals: false });
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
}

function refuse(message: string): never {
  process.stderr.write(`exchange: ${message}\n`);
  process.exit(1);
}

function wholeNumber(name: Exclude<keyof typeof OPTIONS, 'until-stdin-closes'>, most: number): number {
  const number = Number(values[name]);
  if (Number.isInteger(number) && number >= 0 && number <= most) return number;
  return refuse(`--${name} ${values[name]}: expected a whole number from 0 to ${most}`);
}

const symbols = wholeNumber('symbols', 9_999);
const tradesPerSecond = wholeNumber('trades-per-second', 1_000_000);
if (tradesPerSecond > 0 && symbols === 0) {
  refuse('--trades-per-second without --symbols: expected the number of symbols that are to trade');
}
const exchange = await startLocalExchange({
  port: wholeNumber('port', 65_535),
  seed: wholeNumber('seed', 2_147_483_647),
  feeBps: wholeNumber('fee-bps', 1_000),
  syntheticMarkets: symbols,
  ...(tradesPerSecond > 0 ? { load: { symbols, tradesPerSecond } } : {}),
});

const { rest, ws, binanceKey, binanceSecret, coinbaseKeyName, coinbasePrivateKeyPem } = exchange;
const line: ExchangeLine = { rest, ws, binanceKey, binanceSecret, coinbaseKeyName, coinbasePrivateKeyPem };
process.stdout.write(`${JSON.stringify(line)}\n`);

const end = (): void => {
  void exchange.close().then(() => process.exit(0));
};
process.once('SIGTERM', end);
process.once('SIGINT', end);
if (values['until-stdin-closes']) process.stdin.on('end', end).on('error', end).resume();
