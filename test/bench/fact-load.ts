import { FACTS_CHANNEL } from '../../src-preload/contract/channel-names.ts';
import type { FactBatch, FactView } from '../../src-preload/contract/facts.ts';
import type { BotView } from '../../src-preload/contract/views.ts';
import type { LaunchedApp } from '../e2e/pages/launch-app.ts';

/** What the load is made of: it is written out as it runs in the main process, where nothing can be imported. */
type LoadTerms = { readonly channel: string; readonly factsPerSecond: number; readonly bots: readonly BotView[] };

/**
 * Lays facts beside those the application itself tells, from the main process over the same channel to the same page,
 * at most once a frame like them. What it makes has been through no coalescing: each fact counts. Its batches are
 * numbered between two of the application's own, so that those are applied as ever.
 */
export async function startFactLoad(
  { app }: LaunchedApp,
  terms: Omit<LoadTerms, 'channel'>,
): Promise<() => Promise<number>> {
  await app.evaluate(loadWindow, { ...terms, channel: FACTS_CHANNEL });
  return () => app.evaluate(() => (globalThis as unknown as { stopFactLoad: () => number }).stopFactLoad());
}

function loadWindow({ BrowserWindow }: typeof Electron.CrossProcessExports, terms: LoadTerms): void {
  const { channel, factsPerSecond, bots } = terms;
  const contents = BrowserWindow.getAllWindows()[0]?.webContents;
  if (contents === undefined) throw new Error('there is no window to load');
  const symbols = [...new Set(bots.map(({ config }) => config.instrumentId))];
  let made = 0;
  let seed = 1;
  /** Marsaglia's xorshift: the same load in every run. */
  const chance = (): number => {
    seed ^= seed << 13;
    seed ^= seed >>> 17;
    seed ^= seed << 5;
    return (seed >>> 0) / 2 ** 32;
  };
  const price = (): string => (100 + chance() * 10).toFixed(2);

  const orderOf = (bot: BotView, nowMs: number): FactView => {
    const step = Math.floor(made / 20) % 3;
    const state = (['sent', 'working', 'filled'] as const)[step] ?? 'sent';
    const order = { clientOrderId: `load-${Math.floor(made / 60)}`, accountId: 'paper', botId: bot.config.id };
    const terms = { instrumentId: bot.config.instrumentId, side: 'buy', type: 'limit', price: price() } as const;
    const rest = { limitPrice: null, trailBps: null, handling: 'native', parentId: null, size: '0.01' } as const;
    const end = { sizeAsset: 'BTC', purpose: 'entry', tag: '', state, reason: '', createdMs: nowMs } as const;
    return { kind: 'order', order: { ...order, ...terms, ...rest, ...end } } as FactView;
  };
  const fillOf = (bot: BotView, nowMs: number): FactView => {
    const fill = { fillId: `load-${made}`, clientOrderId: `load-${made}`, accountId: 'paper', botId: bot.config.id };
    const terms = { instrumentId: bot.config.instrumentId, side: 'buy', price: price(), quantity: '0.01' } as const;
    const end = { fee: '0.01', purpose: 'entry', tag: '', liquidity: 'taker', timeMs: nowMs, parentId: null } as const;
    return { kind: 'fill', fill: { ...fill, ...terms, ...end } };
  };
  const tradeOf = (bot: BotView, nowMs: number): FactView => {
    const entry = {
      botId: bot.config.id,
      instrumentId: bot.config.instrumentId,
      side: 'long',
      entryTimeMs: nowMs - made,
    };
    const exit = { entryPrice: price(), exitTimeMs: nowMs, exitPrice: price(), quantity: '0.01', fee: '0.01' };
    const end = { profit: '0.05', exitReason: 'signal', entryTag: '', exitTag: '' };
    return { kind: 'trade', trade: { ...entry, ...exit, ...end } } as FactView;
  };
  const botOf = (bot: BotView, nowMs: number): FactView => {
    const position = {
      botId: bot.config.id,
      instrumentId: bot.config.instrumentId,
      quantity: '0.01',
      averagePrice: '100',
    };
    const marked = { markPrice: Number(price()), value: price(), unrealisedProfit: (chance() - 0.5).toFixed(4) };
    const held = chance() < 0.5 ? null : { ...position, ...marked, openedMs: nowMs };
    return { kind: 'bot', bot: { ...bot, state: 'running', position: held, profit: (chance() * 9 - 4).toFixed(4) } };
  };
  const decisionOf = (bot: BotView, nowMs: number): FactView => {
    const parts = ['trend', 'momentum', 'volume'].map((signal) => ({
      signal,
      score: chance(),
      weight: 1,
      value: chance(),
    }));
    const decision = { botId: bot.config.id, timeMs: nowMs, score: chance() * 2 - 1, parts, action: 'hold' } as const;
    return { kind: 'decision', decision };
  };
  const marketOf = (instrumentId: string, nowMs: number): FactView => {
    if (made % 3 === 0) return { kind: 'prices', prices: [{ instrumentId, price: Number(price()), timeMs: nowMs }] };
    const level = (side: number) => Array.from({ length: 20 }, (_, at) => [100 + side * at * 0.01, chance()] as const);
    if (made % 3 === 1) {
      return {
        kind: 'book',
        book: { instrumentId, timeMs: nowMs, bids: level(-1), asks: level(1) },
      } as unknown as FactView;
    }
    const trade = { timeMs: nowMs, price: Number(price()), quantity: chance(), takerSide: 'buy' as const };
    return { kind: 'marketTrades', instrumentId, trades: [trade] };
  };
  /** Of twenty facts: seven decisions, six bots, three orders, two of the market, a fill; a trade and a refusal in turn. */
  const next = (nowMs: number): FactView => {
    made += 1;
    const bot = bots[(made * 7) % bots.length] as BotView;
    const kind = made % 20;
    if (kind < 7) return decisionOf(bot, nowMs);
    if (kind < 13) return botOf(bot, nowMs);
    if (kind < 16) return orderOf(bot, nowMs);
    if (kind < 18) return marketOf(symbols[made % symbols.length] ?? '', nowMs);
    if (kind === 18) return fillOf(bot, nowMs);
    if (made % 40 === 19) return tradeOf(bot, nowMs);
    const refusal = { botId: bot.config.id, rule: 'maxPosition', limit: '1', actual: `${made}`, timeMs: nowMs };
    return { kind: 'refused', refusal };
  };

  const send = contents.send.bind(contents);
  let last: number | undefined;
  let between = 0;
  contents.send = (name: string, ...told: unknown[]) => {
    if (name === channel) {
      last = (JSON.parse(told[0] as string) as FactBatch).toSequence;
      between = 0;
    }
    send(name, ...told);
  };
  const startedMs = performance.now();
  const timer = setInterval(() => {
    if (last === undefined) return;
    const due = Math.floor(((performance.now() - startedMs) / 1000) * factsPerSecond) - made;
    if (due <= 0) return;
    const nowMs = Date.now();
    const facts = Array.from({ length: due }, () => next(nowMs));
    between += 1;
    const batch: FactBatch = { fromSequence: last + 1, toSequence: last + between / 1e6, facts };
    send(channel, JSON.stringify(batch));
  }, 16);
  Object.assign(globalThis, {
    stopFactLoad: () => {
      clearInterval(timer);
      contents.send = send;
      return made;
    },
  });
}
