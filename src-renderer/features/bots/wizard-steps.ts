import type { BotDraft, DraftProblems } from './bot-draft.ts';

export const WIZARD_STEPS = ['strategy', 'market', 'parameters', 'risk', 'review'] as const;
export type WizardStep = (typeof WIZARD_STEPS)[number];

/** Where each field is asked for: what is wrong with it keeps from going on there, not earlier. */
const FIELDS: Readonly<Record<WizardStep, readonly (keyof BotDraft)[]>> = {
  strategy: ['strategyId'],
  market: ['name', 'accountId', 'instrumentId', 'interval'],
  parameters: ['params', 'regimes'],
  risk: ['sizePercent', 'stopPercent', 'targetPercent', 'leverage', 'sizing', 'execution'],
  review: [],
};

export const isStepDone = (step: WizardStep, problems: DraftProblems): boolean =>
  FIELDS[step].every((field) => problems[field] === undefined);

/** The furthest step that may be gone to: one behind a step that is not done is not reached. */
export function reachableSteps(problems: DraftProblems): readonly WizardStep[] {
  const stuck = WIZARD_STEPS.findIndex((step) => !isStepDone(step, problems));
  return stuck < 0 ? WIZARD_STEPS : WIZARD_STEPS.slice(0, stuck + 1);
}
