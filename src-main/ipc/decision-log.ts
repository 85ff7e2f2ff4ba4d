import type { DecisionFact, NumberedFact } from '../engine/facts.ts';
import { RecentList } from './recent-list.ts';

/** Of all bots together, so that memory is bounded however many there are. */
const KEPT = 10_000;
const TOLD = 300;

/** What bots decided since the app began, with what each score was made of. */
export class DecisionLog {
  readonly #decisions = new RecentList<DecisionFact>(KEPT);

  take({ fact }: NumberedFact): void {
    if (fact.kind === 'decision') this.#decisions.add(fact);
  }

  /** The newest 300 of a bot, oldest first, as far as the newest 10,000 of all bots reach. */
  of(botId: string): readonly DecisionFact[] {
    return this.#decisions.newest(TOLD, (decision) => decision.botId === botId);
  }
}
