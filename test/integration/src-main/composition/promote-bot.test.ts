import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fail, succeed, unwrap } from '../../../../src-main/base/outcome.ts';
import type { DesktopParts } from '../../../../src-main/composition/desktop-parts.ts';
import { promotionPort } from '../../../../src-main/composition/promote-bot.ts';
import { defaultSettings } from '../../../../src-main/config/settings.ts';
import { binance } from '../../../../src-main/exchanges/binance/adapter.ts';
import { PROMOTION_CHECKS } from '../../../../src-preload/contract/promotion-views.ts';
import type { FastSession } from '../../../fakes/scripted-exchange-session.ts';
import { openFastSession } from '../../../fakes/scripted-exchange-session.ts';
import { LIVE, LiveAccountSession, TENTH } from './live-account-session.ts';

type Audit = { readonly action: string; readonly actor: string; readonly detail: unknown };

let fast: FastSession;
let session: LiveAccountSession;
let audit: Audit[];
let isJournalFull: boolean;

beforeEach(async () => {
  fast = await openFastSession(binance, { seed: 21, speed: 10 });
  fast.exchange.core.setFree('BTC', '0');
  session = new LiveAccountSession(fast);
  audit = [];
  isJournalFull = false;
  await session.begin();
  session.start('long', { id: 'paper-bot', name: 'On paper', accountId: 'paper' });
});
afterEach(async () => {
  await session.end();
  await fast.close();
});

/** The parts a promotion reads and acts on; a bot that ran for a moment and traded nothing. */
function openPort() {
  const settings = defaultSettings({ timeZone: 'UTC', demoSeed: undefined });
  const permissions = { canRead: true, canTrade: true, canWithdraw: false, hasIpList: null };
  const key = { kept: 'session', hint: '0000', permissions };
  const parts = {
    options: { timers: fast.timers },
    trading: session.trading,
    journal: {
      botHistoryOf: () => [],
      equityAt: () => null,
      recordAudit(entry: Audit) {
        if (isJournalFull) throw new Error('the disk is full');
        audit.push(entry);
      },
    },
    facts: { activity: { read: () => ({ fills: [], trades: [], executions: [] }) } },
    portfolio: { parity: async () => succeed({ bots: [] }) },
    runs: { read: async () => fail('unknownRun', 'none is kept') },
    settings: { current: { ...settings, exchanges: [{ venue: 'binance', urls: null, key }] } },
  };
  return promotionPort(parts as unknown as DesktopParts);
}

const reasons = (checks: readonly (typeof PROMOTION_CHECKS)[number][]) =>
  checks.map((check) => ({ check, reason: 'this is a test, nothing is at stake' }));
const request = {
  ...({ botId: 'paper-bot', accountId: LIVE, name: 'For real', paper: 'stops', startConfirmedAs: null } as const),
  overrides: reasons(['paperTime', 'paperTrades', 'paperDrawdown', 'parity', 'backtest', 'stop']),
};

describe('from paper to real money', () => {
  it('says what is there: the account and the key are good, what was never done is not', async () => {
    const { checks } = unwrap(await openPort().checks({ botId: 'paper-bot', accountId: LIVE }));
    expect(checks.filter(({ isPassed }) => isPassed).map(({ id }) => id)).toEqual(['account', 'key', 'limits']);
    const without = unwrap(await openPort().checks({ botId: 'paper-bot', accountId: null }));
    expect(without.checks.find(({ id }) => id === 'account')).toMatchObject({ finding: 'none', isPassed: false });
  });

  it('is refused by the main side whatever the window believes, and nothing is made', async () => {
    const { promote } = openPort();
    const refused = [
      await promote({ ...request, overrides: reasons(['paperTime']) }),
      await promote({ ...request, accountId: 'kraken-USD', overrides: reasons(PROMOTION_CHECKS) }),
      await promote({ ...request, startConfirmedAs: 'For rea' }),
    ];
    expect(refused.map((outcome) => (outcome.ok ? 'made' : outcome.error.code))).toEqual(
      Array.from({ length: 3 }, () => 'promotionRefused'),
    );
    expect(session.trading.engine.snapshot().bots).toHaveLength(1);
    expect(audit).toEqual([]);
  });

  it('makes a stopped copy on the live account, stops the paper bot, and notes the grounds', async () => {
    const made = unwrap(await openPort().promote(request));
    expect(made).toEqual({ botId: 'paper-bot-live', startRefused: null });
    expect(session.bot('paper-bot-live')).toMatchObject({
      ...{ state: 'stopped', config: { name: 'For real', accountId: LIVE, strategyId: 'scripted', risk: TENTH } },
    });
    expect(session.bot('paper-bot').state).toBe('stopped');
    expect(audit).toMatchObject([
      {
        ...{ action: 'promotion.promote', actor: 'window' },
        detail: { newBotId: 'paper-bot-live', fromName: 'On paper', accountId: LIVE, overrides: request.overrides },
      },
    ]);
    const again = await openPort().promote({ ...request, botId: 'paper-bot-live' });
    expect(again).toMatchObject({ ok: false, error: { code: 'promotionRefused' } });
  });

  it('starts the copy when its name was typed once more; the paper bot goes on', async () => {
    const made = unwrap(await openPort().promote({ ...request, paper: 'goesOn', startConfirmedAs: 'For real' }));
    expect(made.startRefused).toBeNull();
    expect([session.bot('paper-bot-live').state, session.bot('paper-bot').state]).toEqual(['running', 'running']);
  });

  it('takes the copy away again when it cannot be noted', async () => {
    isJournalFull = true;
    expect(await openPort().promote(request)).toMatchObject({ ok: false, error: { code: 'fileUnwritable' } });
    expect(session.trading.engine.snapshot().bots.map(({ config }) => config.id)).toEqual(['paper-bot']);
    expect(session.bot('paper-bot').state).toBe('running');
  });
});
