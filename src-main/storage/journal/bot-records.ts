import type Database from 'better-sqlite3';
import type { Journal, JournalState } from '../../engine/ports/journal.ts';
import type { BotConfig, BotState } from '../../model/bot.ts';

type BotRow = { readonly config: string; readonly state: BotState };

/** A bot as it was set up from a moment on. */
export type BotHistoryRow = {
  readonly config: BotConfig;
  readonly event: 'saved' | 'removed';
  readonly state: BotState;
  readonly timeMs: number;
};

export type BotRecords = Pick<Journal, 'recordBot' | 'removeBot'> & {
  readonly bots: () => JournalState['bots'];
  /** Every change of every bot, removed ones too, oldest first. */
  readonly botHistory: () => readonly BotHistoryRow[];
  /** Of one bot, oldest first. */
  readonly botHistoryOf: (botId: string) => readonly BotHistoryRow[];
};

/** Bots as they are, in the order they were first saved, and every change they went through. */
export function createBotRecords(db: Database.Database): BotRecords {
  const save = db.prepare(
    `INSERT INTO bots (bot_id, config, state, changed_ms) VALUES (@botId, @config, @state, @timeMs)
     ON CONFLICT (bot_id) DO UPDATE SET config = @config, state = @state, changed_ms = @timeMs`,
  );
  const remember = db.prepare(
    'INSERT INTO bot_history (bot_id, event, config, state, time_ms) VALUES (@botId, @event, @config, @state, @timeMs)',
  );
  const find = db.prepare<[string], BotRow>('SELECT config, state FROM bots WHERE bot_id = ?');
  const remove = db.prepare('DELETE FROM bots WHERE bot_id = ?');
  const all = db.prepare<[], BotRow>('SELECT config, state FROM bots ORDER BY rowid');
  const past = db.prepare<[], Omit<BotHistoryRow, 'config'> & { readonly config: string }>(
    'SELECT config, event, state, time_ms AS timeMs FROM bot_history ORDER BY sequence',
  );
  const pastOfOne = db.prepare<[string], Omit<BotHistoryRow, 'config'> & { readonly config: string }>(
    'SELECT config, event, state, time_ms AS timeMs FROM bot_history WHERE bot_id = ? ORDER BY sequence',
  );
  const recordBot = db.transaction((config: BotConfig, state: BotState, timeMs: number) => {
    const row = { botId: config.id, config: JSON.stringify(config), state, timeMs };
    save.run(row);
    remember.run({ ...row, event: 'saved' });
  });
  const removeBot = db.transaction((botId: string, timeMs: number) => {
    const row = find.get(botId);
    if (row === undefined) return;
    remember.run({ botId, event: 'removed', config: row.config, state: row.state, timeMs });
    remove.run(botId);
  });
  return {
    recordBot: (config, state, timeMs) => recordBot.immediate(config, state, timeMs),
    removeBot: (botId, timeMs) => removeBot.immediate(botId, timeMs),
    bots: () => all.all().map((row) => ({ config: configOf(row), state: row.state })),
    botHistoryOf: (botId) => pastOfOne.all(botId).map((row) => ({ ...row, config: configOf(row) })),
    botHistory: () => past.all().map((row) => ({ ...row, config: configOf(row) })),
  };
}

/** Written by recordBot alone and guarded by a check of its own: it is the type that went in. Older ones had no leverage. */
function configOf(row: Pick<BotRow, 'config'>): BotConfig {
  const config = JSON.parse(row.config) as BotConfig;
  return { ...config, risk: { ...config.risk, leverage: config.risk.leverage ?? 1 } };
}
