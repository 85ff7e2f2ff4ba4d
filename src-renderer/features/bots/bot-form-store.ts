import { create } from 'zustand';

/** Which bot the drawer is about: an id, `new` on one page or step by step, or null while it is closed. */
export type BotFormState = { readonly subject: string | null };

export const NEW_BOT = 'new';
export const BOT_WIZARD = 'new:steps';

export const useBotForm = create<BotFormState>(() => ({ subject: null }));

export function openBotForm(botId: string): void {
  useBotForm.setState({ subject: botId });
}

export function closeBotForm(): void {
  useBotForm.setState({ subject: null });
}
