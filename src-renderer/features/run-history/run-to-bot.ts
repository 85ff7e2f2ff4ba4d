import { call } from '../../bridge/index.ts';
import { openPage } from '../../ui/index.ts';
import { openBotFormOf } from '../bots/index.ts';

/** Opens the form of a new bot, filled with the settings of a run. */
export async function makeBotOfRun(runId: number): Promise<void> {
  const settings = await call('runs.bot', { runId });
  if (settings === undefined) return;
  openPage('dashboard');
  openBotFormOf(settings);
}

/** The same of the result of a job. */
export async function makeBotOfResult(jobId: string): Promise<void> {
  const run = await call('backtest.run', { jobId });
  if (run !== undefined) await makeBotOfRun(run.runId);
}
