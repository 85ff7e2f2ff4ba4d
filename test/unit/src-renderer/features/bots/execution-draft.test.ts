import { describe, expect, it } from 'vitest';
import { type ExecutionStyleView, executionStyleView } from '../../../../../src-preload/contract/views.ts';
import {
  executionDraftOf,
  executionOf,
  executionProblem,
  hasExecutionProblem,
  PLAIN_EXECUTION,
} from '../../../../../src-renderer/features/bots/execution-draft.ts';

const STYLES: readonly ExecutionStyleView[] = [
  { kind: 'market', maxSlippageBps: null },
  { kind: 'market', maxSlippageBps: 7.5 },
  { kind: 'makerFirst', deadlineMs: 45_000, maxSlippageBps: null },
  { kind: 'twap', durationMs: 600_000, slices: 12, maxSlippageBps: 20 },
  { kind: 'iceberg', shownFraction: 0.15, deadlineMs: 90_000, maxSlippageBps: null },
];

describe('the execution of a bot in its form', () => {
  it.each(STYLES)('%j comes back as it was', (execution) => {
    const draft = executionDraftOf({ execution });
    expect(hasExecutionProblem(draft)).toBe(false);
    expect(executionOf(draft)).toEqual(execution);
    expect(executionStyleView.safeParse(execution).success).toBe(true);
  });

  it('a bot that says nothing of it goes at market', () => {
    expect(executionOf(executionDraftOf({}))).toEqual({ kind: 'market', maxSlippageBps: null });
  });

  it('what the chosen way asks for must be there and within bounds, the rest does not matter', () => {
    const twap = { ...PLAIN_EXECUTION, kind: 'twap', slices: 1, shownPercent: '' } as const;
    expect(executionProblem(twap, 'slices')).toBe('From 2 to 1000');
    expect(executionProblem({ ...twap, slices: 2.5 }, 'slices')).toBeDefined();
    expect(executionProblem({ ...twap, seconds: '' }, 'seconds')).toBeDefined();
    expect(executionProblem(twap, 'shownPercent')).toBeUndefined();
    expect(executionProblem({ ...twap, slippageBps: 0 }, 'slippageBps')).toBeDefined();
    expect(executionProblem({ ...twap, slippageBps: '' }, 'slippageBps')).toBeUndefined();
  });
});
