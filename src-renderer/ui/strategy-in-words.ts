import { wording } from '../language/index.ts';

/** A strategy as the window shows it: what a shipped one says of itself, in the person's language. */
export function strategyInWords<T extends { readonly title: string; readonly description: string }>(strategy: T): T {
  const { said } = wording.strategies;
  return { ...strategy, title: said(strategy.title), description: said(strategy.description) };
}
