import { Button, Popover, ScrollArea, Stack } from '@mantine/core';
import { useState } from 'react';
import type { InstrumentView } from '../../../src-preload/contract/views.ts';
import { wording } from '../../language/index.ts';
import { useReplicaStore } from '../../replica/index.ts';
import { AlertList, draftAlert, useAlerts } from '../alerts/index.ts';

const texts = wording.alerts;

/** The alerts of the instrument, what fired when, and a new one to the digit. */
export function AlertMenu({ instrument: { id } }: { readonly instrument: InstrumentView }) {
  const [opened, setOpened] = useState(false);
  const own = useAlerts().filter(({ instrumentId }) => instrumentId === id);
  const armed = own.filter(({ isArmed }) => isArmed).length;
  const add = (): void => {
    setOpened(false);
    draftAlert(id, useReplicaStore.getState().state?.prices[id]?.price);
  };
  return (
    <Popover opened={opened} onChange={setOpened} trapFocus returnFocus withArrow position="bottom-start" width={340}>
      <Popover.Target>
        <Button size="compact-xs" variant="default" onClick={() => setOpened(!opened)}>
          {armed === 0 ? texts.title : `${texts.title} ${armed}`}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="xs">
          <Button size="compact-xs" variant="default" onClick={add}>
            {texts.addMore}
          </Button>
          <ScrollArea.Autosize mah={360}>
            <AlertList alerts={own} />
          </ScrollArea.Autosize>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
