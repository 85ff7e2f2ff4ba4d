import { expect } from 'vitest';
import { succeed, unwrap } from '../../../../src-main/base/outcome.ts';
import { LiveAccounts } from '../../../../src-main/composition/exchanges/live-accounts.ts';
import type { Trading } from '../../../../src-main/composition/trading.ts';
import { createTrading } from '../../../../src-main/composition/trading.ts';
import type { AccountStanding, BotStanding } from '../../../../src-main/engine/engine-state.ts';
import type { EngineCommand } from '../../../../src-main/engine/events.ts';
import type { Fact } from '../../../../src-main/engine/facts.ts';
import { createDemoMarket } from '../../../../src-main/exchanges/demo/demo-market.ts';
import type { BotConfig, BotRisk } from '../../../../src-main/model/bot.ts';
import { moneyFromText, moneyToText, quantityToText } from '../../../../src-main/model/money.ts';
import { NO_BARS, NO_LIMITS, WHOLE } from '../../../fakes/engine-session.ts';
import type { MemoryDisk } from '../../../fakes/memory-journal.ts';
import { emptyDisk, MemoryJournal } from '../../../fakes/memory-journal.ts';
import type { FastSession } from '../../../fakes/scripted-exchange-session.ts';
import { findStrategy } from '../../../fakes/scripted-registry.ts';
import { createTestLog } from '../../../fakes/test-log.ts';

/** What is traded in a test, and with which account. */
export type LiveMarket = { readonly venue: string; readonly symbol: string; readonly quoteAsset: string };

export const ON_BINANCE: LiveMarket = { venue: 'binance', symbol: 'BTC-USDT', quoteAsset: 'USDT' };
export const ON_COINBASE: LiveMarket = { venue: 'coinbase', symbol: 'BTC-USD', quoteAsset: 'USD' };

export const LIVE = 'binance-USDT';
export const TENTH: BotRisk = { ...WHOLE, sizeFraction: 0.1 };
const MINUTE_MS = 60_000;

/** The app's engine before the local exchange, on a disk that outlives it: as `composition` joins them, without the window. */
export class LiveAccountSession {
  readonly fast: FastSession;
  readonly disk: MemoryDisk;
  readonly trading: Trading;
  readonly accounts: LiveAccounts;
  readonly log = createTestLog();
  readonly facts: Fact[] = [];
  readonly market: LiveMarket;
  readonly accountId: string;
  readonly instrumentId: string;

  constructor(fast: FastSession, disk: MemoryDisk = emptyDisk(), market = ON_BINANCE) {
    this.fast = fast;
    this.disk = disk;
    this.market = market;
    this.accountId = `${market.venue}-${market.quoteAsset}`;
    this.instrumentId = `${market.venue}:${market.symbol}`;
    const { timers } = fast;
    const journal = new MemoryJournal(disk);
    const remembered = fast.adapter.instruments().filter(({ id }) => id === this.instrumentId);
    this.trading = createTrading({
      market: createDemoMarket('live'),
      ...{ remembered, journal, clock: timers, log: this.log, accountRisk: NO_LIMITS, findStrategy },
      strategyHost: { start: () => null },
    });
    this.trading.engine.onFact(({ fact }) => this.facts.push(fact));
    this.accounts = new LiveAccounts({
      ...{ engine: this.trading.engine, router: this.trading.router, journal, timers, log: this.log },
      readKeys: async () => succeed(fast.keys),
      adapterOf: () => fast.adapter,
    });
  }

  command(command: EngineCommand): void {
    expect(this.trading.engine.command(command)).toBeNull();
  }

  /** Opens the account, or joins one that the disk knows; resolves when nothing is missing any more. */
  async begin(): Promise<void> {
    if (this.disk.accounts.size === 0) unwrap(await this.accounts.open(this.market.venue, this.market.quoteAsset));
    else this.accounts.connect(this.fast.adapter);
    await this.untilGreen();
  }

  untilGreen(): Promise<void> {
    return this.fast.until(() => this.missing() === 'nothing', `${this.accountId} to be reconciled`);
  }

  missing(): string {
    const state = this.standing().reconciliation?.state;
    return state?.kind === 'waiting' ? state.missing : 'nothing';
  }

  standing(accountId = this.accountId): AccountStanding {
    const found = this.trading.engine.snapshot().accounts.find(({ account }) => account.id === accountId);
    if (found === undefined) throw new Error(`no account ${accountId}`);
    return found;
  }

  cash(accountId = this.accountId): string {
    return moneyToText(this.standing(accountId).cash);
  }

  findings(): string[] {
    return this.standing().reconciliation?.findings.map(({ key }) => key) ?? [];
  }

  bot(botId = 'bot'): BotStanding {
    const found = this.trading.engine.snapshot().bots.find(({ config }) => config.id === botId);
    if (found === undefined) throw new Error(`no bot ${botId}`);
    return found;
  }

  position(botId = 'bot'): string {
    return quantityToText(this.bot(botId).position.quantity);
  }

  /** Open orders as `purpose side state`. */
  open(): string[] {
    return this.trading.engine
      .snapshot()
      .openOrders.map(({ order, state }) => `${order.purpose} ${order.side} ${state}`);
  }

  of<Kind extends Fact['kind']>(kind: Kind): Extract<Fact, { kind: Kind }>[] {
    return this.facts.filter((fact): fact is Extract<Fact, { kind: Kind }> => fact.kind === kind);
  }

  /** A bot that does what its script says, a word a bar. */
  start(script: string, changes: Partial<BotConfig> = {}): void {
    const config: BotConfig = {
      ...{ id: 'bot', name: 'Bot', accountId: this.accountId, instrumentId: this.instrumentId, interval: '1m' },
      ...{ strategyId: 'scripted', params: { script }, risk: TENTH },
      ...changes,
    };
    this.command({ kind: 'addBot', config });
    this.command({ kind: 'startBot', botId: config.id });
    this.trading.engine.offer({ kind: 'history', botId: config.id, bars: NO_BARS, minutes: NO_BARS });
    const { instrumentId } = this;
    this.trading.receive(this.market.venue, { kind: 'state', instrumentId, state: 'live', timeMs: 0 });
  }

  #bars = 0;

  /** A minute closes where the exchange stands. */
  bar(): void {
    const price = Number(this.fast.exchange.core.lastPrice(this.market.symbol));
    const openTimeMs = Math.floor(this.fast.timers.nowMs() / MINUTE_MS) * MINUTE_MS + this.#bars++ * MINUTE_MS;
    const candle = { openTimeMs, open: price, high: price, low: price, close: price, volume: 1 };
    this.trading.receive(this.market.venue, { kind: 'candle', instrumentId: this.instrumentId, candle });
  }

  until(holds: () => boolean, what: string): Promise<void> {
    return this.fast.until(holds, what);
  }

  /** Free and locked together, as the exchange has it. */
  atExchange(asset: string): bigint {
    const balance = this.fast.exchange.core.balances().find((each) => each.asset === asset);
    return balance === undefined ? 0n : moneyFromText(balance.free) + moneyFromText(balance.locked);
  }

  /** The app is gone; what it had at the exchange stays there. */
  async end(): Promise<void> {
    await this.accounts.dispose();
  }
}

/** A price so far below the market that nothing trades there. */
export function farBelow({ exchange }: FastSession, { symbol } = ON_BINANCE): string {
  return (Number(exchange.core.lastPrice(symbol)) * 0.9).toFixed(0);
}
