import { SHORTEST_REASON } from '../../../src-preload/contract/promotion-limits.ts';
import type {
  PromotionCheckId,
  PromotionCheckView,
  PromotionRequest,
} from '../../../src-preload/contract/promotion-views.ts';

/** The form as typed. */
export type PromotionDraft = {
  readonly name: string;
  readonly reasons: Readonly<Partial<Record<PromotionCheckId, string>>>;
  readonly paper: PromotionRequest['paper'];
  readonly isStarted: boolean;
  readonly confirmed: string;
};

/** Checks that stand against it still: the main side says the same of them. */
export function openChecks(
  checks: readonly PromotionCheckView[],
  { reasons }: PromotionDraft,
): readonly PromotionCheckView[] {
  return checks.filter(({ id, isPassed, mayBeOverridden }) => {
    const reason = reasons[id]?.trim() ?? '';
    return !isPassed && !(mayBeOverridden && reason.length >= SHORTEST_REASON);
  });
}

/** What is asked of the main side; null while something is missing. */
export function requestOf(
  draft: PromotionDraft,
  checks: readonly PromotionCheckView[],
  names: { readonly botId: string; readonly accountId: string | null },
): PromotionRequest | null {
  const { botId, accountId } = names;
  const name = draft.name.trim();
  if (accountId === null || name === '' || openChecks(checks, draft).length > 0) return null;
  if (draft.isStarted && draft.confirmed.trim() !== name) return null;
  const failed = checks.filter(({ isPassed }) => !isPassed);
  return {
    ...{ botId, accountId, name, paper: draft.paper },
    overrides: failed.map(({ id }) => ({ check: id, reason: draft.reasons[id]?.trim() ?? '' })),
    startConfirmedAs: draft.isStarted ? name : null,
  };
}
