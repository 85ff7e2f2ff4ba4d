import type { BotCooldown, BotSizing } from './bot-sizing.ts';
import type { ExecutionStyle } from './execution-style.ts';
import type { RegimeRules } from './regime.ts';
import type { Interval } from './time.ts';

/** How much a bot may put at stake. Fractions are of 1: 0.25 is a quarter. `null` switches a rule off. */
export type BotRisk = {
  /** Share of the account's equity that an entry binds; the position is worth `leverage` times that. */
  readonly sizeFraction: number;
  /** Distance of the protective stop from the entry price. */
  readonly stopLossFraction: number | null;
  /** Distance of the profit target from the entry price. */
  readonly takeProfitFraction: number | null;
  /** What a position is worth for each unit of margin it binds, 1 or more; 1 is fully paid and never liquidated. */
  readonly leverage: number;
  /** How large an entry is; left out, as large as `sizeFraction` allows. */
  readonly sizing?: BotSizing;
  /** Left out, the bot enters after losses as before. */
  readonly cooldown?: BotCooldown;
  /** Distance of a stop that follows the best close since the entry, as a share of that close. */
  readonly trailingFraction?: number;
  /** A position is closed at market once it was held at so many closes. */
  readonly maxBars?: number;
};

/** Rules over all bots of the account. */
export type AccountRisk = {
  /** Largest notional of one position, as a share of equity. */
  readonly maxPositionFraction: number | null;
  /** Loss since the start of the day, as a share of the equity then, that stops new entries until the next day. */
  readonly maxDailyLossFraction: number | null;
  /** Days roll at 00:00 UTC plus this. */
  readonly dayRollOffsetMs: number;
};

/** A bot as the person set it up. `params` has been parsed by the strategy's schema. */
export type BotConfig = {
  readonly id: string;
  readonly name: string;
  /** Whose money it trades with: paper when left out. */
  readonly accountId?: string;
  readonly instrumentId: string;
  readonly interval: Interval;
  readonly strategyId: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly risk: BotRisk;
  /** What it enters in which regime of its own bars; left out, it does not go by them. */
  readonly regimes?: RegimeRules;
  /** How its entries at market are carried out; by one order when left out. */
  readonly execution?: ExecutionStyle;
  /** The backtest its settings were taken from; left out, they were typed in. */
  readonly fromRun?: BotOrigin;
};

/** A run of the history, by the name it had then; the run itself may have been removed since. */
export type BotOrigin = {
  readonly runId: number;
  readonly name: string;
  /** What decides or sizes its trades was changed after it was taken over. */
  readonly changed: boolean;
};

/**
 * stopped ─start▶ running ─stop▶ stopped
 *    ▲               │ app died, seen at the next start
 *    └────stop── interrupted ─resume▶ running
 * A running bot that throws becomes `failed` and keeps its position until a person starts or removes it.
 */
export const BOT_STATES = ['stopped', 'running', 'interrupted', 'failed'] as const;
export type BotState = (typeof BOT_STATES)[number];

export type BotEvent = 'start' | 'stop' | 'interrupt' | 'fail';

const TRANSITIONS: Readonly<Record<BotState, Partial<Readonly<Record<BotEvent, BotState>>>>> = {
  stopped: { start: 'running' },
  running: { stop: 'stopped', interrupt: 'interrupted', fail: 'failed' },
  interrupted: { start: 'running', stop: 'stopped' },
  failed: { start: 'running', stop: 'stopped' },
};

/** The state after `event`; undefined when it does not apply. */
export function nextBotState(state: BotState, event: BotEvent): BotState | undefined {
  return TRANSITIONS[state][event];
}
