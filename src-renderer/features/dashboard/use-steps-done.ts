import { useLocalStorage } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { ask } from '../../bridge/index.ts';
import { jobEnd, useReplica, useReplicaShallow } from '../../replica/index.ts';
import { FIRST_STEPS, type FirstStep, type Kept, stepsDone } from './steps-done.ts';

/** Steps that are done; what was done once stays so, though the bot has stopped and the file was removed since. */
export function useStepsDone(): ReadonlySet<FirstStep> {
  const kept = useKept();
  const now = useReplicaShallow((state) => stepsDone(state, kept));
  const [before, setBefore] = useLocalStorage<readonly string[]>({ key: 'first-steps-done', defaultValue: [] });
  const done = FIRST_STEPS.filter((step) => now.includes(step) || before.includes(step));
  const isNews = done.length > before.length;
  useEffect(() => {
    if (isNews) setBefore(done);
  });
  return new Set(done);
}

/** Asked again whenever long work has come to an end. */
function useKept(): Kept {
  const ended = useReplica(({ jobs }) => Object.values(jobs).filter((job) => jobEnd(job) !== null).length);
  const [kept, setKept] = useState<Kept>({ hasSeries: false, hasRuns: false });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the end of work is what this is about.
  useEffect(() => {
    let isWanted = true;
    const read = async (): Promise<void> => {
      const [series, runs] = await Promise.all([
        ask('data.series', {}),
        ask('runs.list', { beforeRunId: null, limit: 1 }),
      ]);
      const hasSeries = series.ok && series.value.series.length > 0;
      if (isWanted) setKept({ hasSeries, hasRuns: runs.ok && runs.value.runs.length > 0 });
    };
    void read();
    return () => {
      isWanted = false;
    };
  }, [ended]);
  return kept;
}
