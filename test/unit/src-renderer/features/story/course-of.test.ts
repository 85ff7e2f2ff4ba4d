import { expect, it } from 'vitest';
import { courseOf } from '../../../../../src-renderer/features/story/course-of.ts';

it('states and fills stand by time; of one moment it leaves first and ends last', () => {
  const fill = { fillId: 'f', timeMs: 2 } as never;
  const states = [
    { state: 'sent', reason: '', timeMs: 1 },
    { state: 'filled', reason: '', timeMs: 2 },
    { state: 'working', reason: '', timeMs: 2 },
  ];
  const steps = courseOf({ states, fills: [fill] } as never);
  expect(steps.map((step) => (step.kind === 'fill' ? 'fill' : step.state))).toEqual([
    'sent',
    'working',
    'fill',
    'filled',
  ]);
});
