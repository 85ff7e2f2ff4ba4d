export type CloseChoice = 'tray' | 'quit' | 'cancel';

/** What closing the window means right now. */
export type CloseDecision = 'ask' | CloseChoice;

export type CloseRule = {
  readonly runningBots: number;
  readonly onCloseWithRunningBots: 'ask' | 'tray' | 'quit';
  /** The app is stopping already: nothing may hold the window open. */
  readonly isStopping: boolean;
};

/** Without a running bot closing means quitting; with one, what the person chose before, or a question. */
export function decideClose(rule: CloseRule): CloseDecision {
  if (rule.isStopping || rule.runningBots === 0) return 'quit';
  return rule.onCloseWithRunningBots;
}
