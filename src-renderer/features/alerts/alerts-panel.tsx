import { Button } from '@mantine/core';
import { wording } from '../../language/index.ts';
import { useInstruments, useReplicaStore } from '../../replica/index.ts';
import { Panel } from '../../ui/index.ts';
import { draftAlert } from './alert-draft.ts';
import { AlertList } from './alert-list.tsx';
import { useAlerts } from './use-alerts.ts';

/** Every alert of every symbol. */
export function AlertsPanel({ instrumentId }: { readonly instrumentId: string | null }) {
  const alerts = useAlerts();
  const instruments = useInstruments();
  const first = instrumentId ?? instruments?.[0]?.id;
  const add = (id: string): void => draftAlert(id, useReplicaStore.getState().state?.prices[id]?.price);
  return (
    <Panel title={wording.alerts.title} note={alerts.length === 0 ? undefined : alerts.length}>
      {first !== undefined && (
        <Button size="compact-xs" variant="default" onClick={() => add(first)}>
          {wording.alerts.addMore}
        </Button>
      )}
      <AlertList alerts={alerts} />
    </Panel>
  );
}
