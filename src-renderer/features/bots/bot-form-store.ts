import { create } from 'zustand';

/** Which bot the drawer is about: an id, `new`, or null while it is closed. */
export type BotFormState = { readonly subject: string | null };

export const NEW_BOT = 'new';

export const useBotForm = create<BotFormState>(() => ({ subject: null }));

export function openBotForm(botId: string): void {
  useBotForm.setState({ subject: botId });
}

export function closeBotForm(): void {
  useBotForm.setState({ subject: null });
}
