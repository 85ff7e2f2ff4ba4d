import { basename } from 'node:path';
import type { ChannelOutput } from '../../../src-preload/contract/channels.ts';
import type {
  AccountFileRequest,
  AttributionView,
  GroupingView,
} from '../../../src-preload/contract/portfolio-views.ts';
import type { LimitsReplayView } from '../../../src-preload/contract/risk-views.ts';
import type { AccountPast } from '../../account-tasks/account-tasks.ts';
import type { Outcome } from '../../base/outcome.ts';
import { fail, succeed } from '../../base/outcome.ts';
import type { Engine } from '../../engine/engine.ts';
import type { CandleStore } from '../../engine/ports/candle-store.ts';
import type { Clock } from '../../engine/ports/clock.ts';
import type { Account } from '../../model/account.ts';
import { PAPER_ACCOUNT_ID } from '../../model/account.ts';
import type { GovernorLimits } from '../../model/governor-limits.ts';
import type { Money, Price } from '../../model/money.ts';
import { moneyToNumber, moneyToText, priceFromNumber } from '../../model/money.ts';
import { DAY_MS } from '../../model/time.ts';
import { performanceOf } from '../../portfolio-reports/returns/time-weighted.ts';
import type { JournalDatabase } from '../../storage/journal/open-journal.ts';
import type { ComputePool } from '../compute-pool.ts';
import type { FillBook } from './fill-book.ts';

export type AccountReportParts = {
  readonly engine: Engine;
  readonly journal: Pick<JournalDatabase, 'botHistory' | 'readEquity' | 'readLiveEquity'>;
  /** What was paid into and out of an account, oldest first. */
  readonly transfersOf: (accountId: string) => readonly { readonly timeMs: number; readonly amount: Money }[];
  readonly fills: FillBook;
  readonly candles: CandleStore;
  readonly pool: Pick<ComputePool, 'account'>;
  readonly clock: Clock;
  readonly chooseSavePath: (fileName: string) => Promise<string | null>;
};

/** Days of closes that correlations look back on. */
const CORRELATION_DAYS = 365;

function accountOf({ engine }: AccountReportParts, accountId: string): Outcome<Account> {
  const accounts = engine.snapshot().accounts.map(({ account }) => account);
  const account = accounts.find(({ id }) => id === accountId);
  if (account !== undefined) return succeed(account);
  return fail('badArgument', `accountId is "${accountId}", expected one of ${accounts.map(({ id }) => id).join(', ')}`);
}

/** What limits would have refused of what the account traded. */
export async function replayOfAccount(
  parts: AccountReportParts,
  accountId: string,
  limits: GovernorLimits,
): Promise<Outcome<LimitsReplayView>> {
  const account = accountOf(parts, accountId);
  if (!account.ok) return account;
  const { quoteAsset: asset, startingCapital } = account.value;
  const { dayRollOffsetMs } = parts.engine.snapshot().accountRisk;
  const fills = parts.fills.ofAccount(accountId);
  return succeed(await parts.pool.account('replay', { fills, limits, asset, startingCapital, dayRollOffsetMs }));
}

function pastOf({ engine, journal, fills }: AccountReportParts, accountId: string): AccountPast {
  const prices = engine.snapshot().prices.map(({ instrumentId, price }): [string, Price] => {
    return [instrumentId, priceFromNumber(price)];
  });
  return { fills: fills.ofAccount(accountId), marks: new Map(prices), settings: journal.botHistory() };
}

export async function attributionOfAccount(
  parts: AccountReportParts,
  accountId: string,
  grouping: GroupingView,
): Promise<Outcome<AttributionView>> {
  const account = accountOf(parts, accountId);
  if (!account.ok) return account;
  return succeed(await parts.pool.account('attribution', { ...pastOf(parts, accountId), grouping }));
}

export async function correlationsOfAccount(
  parts: AccountReportParts,
  accountId: string,
): Promise<Outcome<ChannelOutput<'portfolio.correlations'>>> {
  const account = accountOf(parts, accountId);
  if (!account.ok) return account;
  const { fills, settings } = pastOf(parts, accountId);
  const toMs = parts.clock.nowMs();
  const closes = new Map<string, ReadonlyMap<number, number>>();
  for (const instrumentId of new Set(fills.map((fill) => fill.instrumentId))) {
    closes.set(instrumentId, await closesOf(parts, instrumentId, toMs));
  }
  return succeed(
    await parts.pool.account('correlations', {
      fills,
      closes,
      startingCapital: moneyToNumber(account.value.startingCapital),
      lastDayMs: Math.floor(toMs / DAY_MS) * DAY_MS,
      botNames: namesOf(settings),
    }),
  );
}

/** By id; of bots with one name each with its id, so that a table tells them apart. */
function namesOf(settings: AccountPast['settings']): ReadonlyMap<string, string> {
  const names = new Map(settings.map(({ config }) => [config.id, config.name]));
  const isShared = (name: string): boolean => [...names.values()].filter((other) => other === name).length > 1;
  return new Map([...names].map(([id, name]) => [id, isShared(name) ? `${name} (${id})` : name]));
}

/** Closed days, and the latest price as that of today; a market without stored days has that alone. */
async function closesOf(
  { candles, engine }: AccountReportParts,
  instrumentId: string,
  toMs: number,
): Promise<ReadonlyMap<number, number>> {
  const read = await candles.read({ instrumentId, interval: '1d', fromMs: toMs - CORRELATION_DAYS * DAY_MS, toMs });
  const days = new Map<number, number>();
  if (read.ok) {
    for (const [row, openMs] of read.value.openTimeMs.entries()) days.set(openMs, read.value.close[row] as number);
  }
  const latest = engine.snapshot().prices.find((price) => price.instrumentId === instrumentId);
  if (latest !== undefined) days.set(Math.floor(toMs / DAY_MS) * DAY_MS, latest.price);
  return days;
}

export function performanceOfAccount(
  parts: AccountReportParts,
  accountId: string,
): Outcome<ChannelOutput<'portfolio.performance'>> {
  const account = accountOf(parts, accountId);
  if (!account.ok) return account;
  const samples = accountId === PAPER_ACCOUNT_ID ? parts.journal.readEquity() : parts.journal.readLiveEquity(accountId);
  const transfers = parts.transfersOf(accountId);
  const { timeWeightedReturn, ...performance } = performanceOf(
    samples,
    transfers.map(({ timeMs, amount }) => ({ timeMs, amount: Number(moneyToText(amount)) })),
  );
  return succeed({
    ...samples,
    ...performance,
    timeWeightedReturn: Number.isFinite(timeWeightedReturn) ? timeWeightedReturn : null,
    flows: transfers.map(({ timeMs, amount }) => ({ timeMs, amount: moneyToText(amount) })),
  });
}

/** Writes the file where the person says, and tells its name; null when they chose nowhere. */
export async function exportAccountFile(
  parts: AccountReportParts,
  request: AccountFileRequest,
): Promise<Outcome<{ readonly fileName: string | null }>> {
  const account = accountOf(parts, request.accountId);
  if (!account.ok) return account;
  const path = await parts.chooseSavePath(accountFileName(request));
  if (path === null) return succeed({ fileName: null });
  const written = await parts.pool.account('accountFile', { ...pastOf(parts, request.accountId), request, path });
  return written.ok ? succeed({ fileName: basename(path) }) : written;
}

/** Such as `paper-tax-lots-fifo-2026.csv`; nothing that a file system takes amiss. */
export function accountFileName({ accountId, kind, year, method, grouping }: AccountFileRequest): string {
  const name = kind.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const more = kind === 'taxLots' ? [method] : kind === 'attribution' ? ['by', grouping] : [];
  const span = kind === 'attribution' || year === null ? [] : [String(year)];
  return `${[accountId, name, ...more, ...span].join('-').replaceAll(/[^A-Za-z0-9._-]+/g, '-')}.csv`;
}
