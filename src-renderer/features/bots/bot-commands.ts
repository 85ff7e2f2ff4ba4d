import type { BotConfigView, BotView } from '../../../src-preload/contract/views.ts';
import { call } from '../../bridge/index.ts';

export async function saveBot(config: BotConfigView): Promise<boolean> {
  return (await call('bots.save', config)) !== undefined;
}

export async function startBot(botId: string): Promise<boolean> {
  return (await call('bots.start', { botId })) !== undefined;
}

export async function stopBot(botId: string): Promise<boolean> {
  return (await call('bots.stop', { botId })) !== undefined;
}

export async function removeBot(botId: string): Promise<boolean> {
  return (await call('bots.remove', { botId })) !== undefined;
}

/** What the one button of a bot does in its state. */
export type BotAction = 'start' | 'resume' | 'stop';

export function actionOf(state: BotView['state']): BotAction {
  if (state === 'running') return 'stop';
  return state === 'interrupted' ? 'resume' : 'start';
}
