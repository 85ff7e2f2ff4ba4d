import { create } from 'zustand';

/** Which bot's market is shown; null for the first. */
export const useDashboardChoice = create<{ readonly botId: string | null }>(() => ({ botId: null }));

export function showBot(botId: string): void {
  useDashboardChoice.setState({ botId });
}
