import { create } from 'zustand';

export type DetailsTab = 'decisions' | 'trades' | 'settings' | 'promotion';
type Details = { readonly botId: string | null; readonly tab: DetailsTab };

/** Which bot is looked at closely, and what of it; null while none is. */
export const useBotDetails = create<Details>(() => ({ botId: null, tab: 'decisions' }));

export function openBotDetails(botId: string): void {
  useBotDetails.setState({ botId, tab: 'decisions' });
}

export function closeBotDetails(): void {
  useBotDetails.setState({ botId: null });
}
