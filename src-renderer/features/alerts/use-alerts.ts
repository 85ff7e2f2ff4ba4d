import { useEffect } from 'react';
import type { AlertView } from '../../../src-preload/contract/alert-views.ts';
import { useFact, useGeneration } from '../../replica/index.ts';
import { askAlerts, useAlertStore } from './alert-store.ts';

const NONE: readonly AlertView[] = [];

/** Every alert there is, as the main side keeps it. */
export function useAlerts(): readonly AlertView[] {
  const generation = useGeneration();
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was told before a new snapshot is asked for again
  useEffect(() => void askAlerts(), [generation]);
  useFact('alerts', () => void askAlerts());
  return useAlertStore(({ alerts }) => alerts) ?? NONE;
}
