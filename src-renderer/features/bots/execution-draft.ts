import type { BotConfigView, ExecutionStyleView } from '../../../src-preload/contract/views.ts';
import { fractionOfPercent, percentOfFraction } from '../../format/index.ts';
import { wording } from '../../language/index.ts';

/** How entries are carried out, as typed: numbers or empty. Fields of other ways stay as they were typed. */
export type ExecutionDraft = {
  readonly kind: ExecutionStyleView['kind'];
  /** Until the rest is taken, or the slices are through. */
  readonly seconds: number | string;
  readonly slices: number | string;
  readonly shownPercent: number | string;
  /** Empty for no bound. */
  readonly slippageBps: number | string;
};

export type ExecutionField = Exclude<keyof ExecutionDraft, 'kind'>;

export const PLAIN_EXECUTION: ExecutionDraft = {
  kind: 'market',
  seconds: 60,
  slices: 6,
  shownPercent: 20,
  slippageBps: '',
};

/** What each way asks for, in the order it is shown. */
export const FIELDS_OF: Readonly<Record<ExecutionDraft['kind'], readonly ExecutionField[]>> = {
  market: ['slippageBps'],
  makerFirst: ['seconds', 'slippageBps'],
  twap: ['seconds', 'slices', 'slippageBps'],
  iceberg: ['shownPercent', 'seconds', 'slippageBps'],
};

/** From, to, and whether it may be left empty; as the contract has them. */
const BOUNDS = {
  seconds: { least: 1, most: 86_400, isOptional: false },
  slices: { least: 2, most: 1_000, isOptional: false },
  shownPercent: { least: 0.1, most: 100, isOptional: false },
  slippageBps: { least: 0.1, most: 10_000, isOptional: true },
} as const satisfies Record<ExecutionField, { least: number; most: number; isOptional: boolean }>;

export function executionDraftOf({ execution }: Pick<BotConfigView, 'execution'>): ExecutionDraft {
  if (execution === undefined) return PLAIN_EXECUTION;
  const common = { ...PLAIN_EXECUTION, kind: execution.kind, slippageBps: execution.maxSlippageBps ?? '' };
  switch (execution.kind) {
    case 'market':
      return common;
    case 'makerFirst':
      return { ...common, seconds: execution.deadlineMs / 1000 };
    case 'twap':
      return { ...common, seconds: execution.durationMs / 1000, slices: execution.slices };
    case 'iceberg':
      return {
        ...common,
        seconds: execution.deadlineMs / 1000,
        shownPercent: percentOfFraction(execution.shownFraction),
      };
  }
}

export function executionProblem(draft: ExecutionDraft, field: ExecutionField): string | undefined {
  if (!FIELDS_OF[draft.kind].includes(field)) return undefined;
  const { least, most, isOptional } = BOUNDS[field];
  const value = draft[field];
  if (value === '') return isOptional ? undefined : wording.ui.required;
  const isWhole = field !== 'slices' || Number.isInteger(Number(value));
  return Number(value) >= least && Number(value) <= most && isWhole
    ? undefined
    : wording.bots.execution.range(least, most);
}

export function hasExecutionProblem(draft: ExecutionDraft): boolean {
  return FIELDS_OF[draft.kind].some((field) => executionProblem(draft, field) !== undefined);
}

/** What is sent. */
export function executionOf(draft: ExecutionDraft): ExecutionStyleView {
  const maxSlippageBps = draft.slippageBps === '' ? null : Number(draft.slippageBps);
  const milliseconds = Math.round(Number(draft.seconds) * 1000);
  switch (draft.kind) {
    case 'market':
      return { kind: 'market', maxSlippageBps };
    case 'makerFirst':
      return { kind: 'makerFirst', deadlineMs: milliseconds, maxSlippageBps };
    case 'twap':
      return { kind: 'twap', durationMs: milliseconds, slices: Number(draft.slices), maxSlippageBps };
    case 'iceberg':
      return {
        kind: 'iceberg',
        shownFraction: fractionOfPercent(draft.shownPercent) ?? 1,
        deadlineMs: milliseconds,
        maxSlippageBps,
      };
  }
}
