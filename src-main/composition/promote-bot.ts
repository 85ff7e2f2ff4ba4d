import type { ChannelOutput } from '../../src-preload/contract/channels.ts';
import type { PromotionRequest } from '../../src-preload/contract/promotion-views.ts';
import type { Outcome } from '../base/outcome.ts';
import { fail, succeed } from '../base/outcome.ts';
import type { BotStanding } from '../engine/engine-state.ts';
import type { PromotionPort } from '../ipc/promotion-handlers.ts';
import { accountIdOf, PAPER_ACCOUNT_ID } from '../model/account.ts';
import { isByHand } from '../model/manual-order.ts';
import { promotionChecks, whyNotPromoted } from '../promotion/promotion-checks.ts';
import type { DesktopParts } from './desktop-parts.ts';
import { promotionFacts } from './promotion-facts.ts';

/** A paper bot becomes one with real money here, or is refused: whatever the window believes. */
export function promotionPort(parts: DesktopParts): PromotionPort {
  return {
    async checks({ botId, accountId }) {
      const bot = paperBot(parts, botId);
      if (!bot.ok) return bot;
      return succeed({ checks: promotionChecks(await promotionFacts(parts, bot.value, accountId)) });
    },
    promote: (request) => promote(parts, request),
  };
}

function paperBot({ trading }: DesktopParts, botId: string): Outcome<BotStanding> {
  const bot = trading.engine.snapshot().bots.find(({ config }) => config.id === botId);
  if (bot === undefined || isByHand(bot.config))
    return fail('unknownBot', `botId is "${botId}", expected one of the bots`);
  if (accountIdOf(bot.config) === PAPER_ACCOUNT_ID) return succeed(bot);
  return fail('promotionRefused', `bot ${botId} trades with account ${bot.config.accountId}, expected one on paper`);
}

async function promote(
  parts: DesktopParts,
  request: PromotionRequest,
): Promise<Outcome<ChannelOutput<'promotion.promote'>>> {
  const bot = paperBot(parts, request.botId);
  if (!bot.ok) return bot;
  const { name, startConfirmedAs } = request;
  if (startConfirmedAs !== null && startConfirmedAs !== name) {
    return fail('promotionRefused', `startConfirmedAs is "${startConfirmedAs}", expected the name "${name}"`);
  }
  const checks = promotionChecks(await promotionFacts(parts, bot.value, request.accountId));
  const refusal = whyNotPromoted(checks, request.overrides);
  if (refusal !== null) return fail('promotionRefused', refusal);
  const copied = copyToLive(parts, bot.value, request);
  if (!copied.ok) return copied;
  const noted = note(parts, { ...request, newBotId: copied.value, fromName: bot.value.config.name, checks });
  if (!noted.ok) return noted;
  const { engine } = parts.trading;
  if (request.paper === 'stops' && bot.value.state === 'running') {
    engine.command({ kind: 'stopBot', botId: request.botId });
  }
  const startRefused = startConfirmedAs === null ? null : engine.command({ kind: 'startBot', botId: copied.value });
  return succeed({ botId: copied.value, startRefused });
}

function copyToLive(
  { trading: { engine } }: DesktopParts,
  { config }: BotStanding,
  { accountId, name }: PromotionRequest,
): Outcome<string> {
  const taken = new Set(engine.snapshot().bots.map((one) => one.config.id));
  let id = `${config.id}-live`;
  for (let number = 2; taken.has(id); number++) id = `${config.id}-live-${number}`;
  const refusal = engine.command({ kind: 'addBot', config: { ...config, id, name, accountId } });
  return refusal === null ? succeed(id) : fail('promotionRefused', refusal);
}

/** Who let it trade with real money, when, on what grounds. A copy that cannot be noted is taken away again. */
function note(
  { journal, options, trading }: DesktopParts,
  detail: PromotionRequest & { readonly newBotId: string } & Readonly<Record<string, unknown>>,
): Outcome<void> {
  try {
    journal.recordAudit({ timeMs: options.timers.nowMs(), actor: 'window', action: 'promotion.promote', detail });
    return succeed(undefined);
  } catch (error) {
    trading.engine.command({ kind: 'removeBot', botId: detail.newBotId });
    return fail('fileUnwritable', `the promotion could not be noted: ${String(error)}`);
  }
}
