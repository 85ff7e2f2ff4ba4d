import type { FeatureCommands } from '../../commands/index.ts';
import { wording } from '../../language/index.ts';
import { useReplicaStore } from '../../replica/index.ts';
import { draftAlert } from './alert-draft.ts';
import { useAlertStore } from './alert-store.ts';

export const alertCommands: FeatureCommands = {
  commands: [{ id: 'chart.alert', group: 'chart', text: wording.alerts.command, run: draftOnShown }],
};

/** On what the newest chart shows; without one on the first that has a price. */
function draftOnShown(): void {
  const prices = useReplicaStore.getState().state?.prices ?? {};
  const id = useAlertStore.getState().shownId ?? Object.keys(prices)[0];
  if (id !== undefined) draftAlert(id, prices[id]?.price);
}
