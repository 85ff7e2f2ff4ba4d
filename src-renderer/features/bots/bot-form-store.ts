import { create } from 'zustand';
import type { BotOfRunView } from '../../../src-preload/contract/run-views.ts';

export type BotFormState = {
  /** Which bot the drawer is about: an id, `new` on one page or step by step, or null while it is closed. */
  readonly subject: string | null;
  /** The run a new bot takes its settings from. */
  readonly run: BotOfRunView | null;
};

export const NEW_BOT = 'new';
export const BOT_WIZARD = 'new:steps';

export const useBotForm = create<BotFormState>(() => ({ subject: null, run: null }));

export function openBotForm(botId: string): void {
  useBotForm.setState({ subject: botId, run: null });
}

/** A new bot that trades as a run of the history did. */
export function openBotFormOf(run: BotOfRunView): void {
  useBotForm.setState({ subject: NEW_BOT, run });
}

export function closeBotForm(): void {
  useBotForm.setState({ subject: null, run: null });
}
