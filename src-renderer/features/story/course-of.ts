import type { StoryOrderView } from '../../../src-preload/contract/story-views.ts';

type StateStep = { readonly kind: 'state' } & StoryOrderView['states'][number];
type FillStep = { readonly kind: 'fill'; readonly timeMs: number; readonly fill: StoryOrderView['fills'][number] };

/** States and fills of an order by time; of one moment the order leaves first and ends last. */
export function courseOf({ states, fills }: StoryOrderView): readonly (StateStep | FillStep)[] {
  const steps = [
    ...states.map((state) => ({ kind: 'state' as const, ...state })),
    ...fills.map((fill) => ({ kind: 'fill' as const, timeMs: fill.timeMs, fill })),
  ];
  return steps.sort((left, right) => left.timeMs - right.timeMs || rankOf(left) - rankOf(right));
}

const ENDS: ReadonlySet<string> = new Set(['filled', 'cancelled', 'refused']);

function rankOf(step: StateStep | FillStep): number {
  if (step.kind === 'fill') return 1;
  return ENDS.has(step.state) ? 2 : 0;
}
