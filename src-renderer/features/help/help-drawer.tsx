import { Drawer } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { wording } from '../../language/index.ts';
import { Loading } from '../../ui/index.ts';
import classes from './help.module.css';
import { closeHelp, useHelp } from './help-store.ts';

/** The chapters are a chunk of their own, fetched when help is first opened. */
const HelpRoom = lazy(async () => ({ default: (await import('./help-room.tsx')).HelpRoom }));

/** Help beside the page it is about. */
export function HelpDrawer() {
  const isOpen = useHelp((help) => help.isOpen);
  return (
    <Drawer
      opened={isOpen}
      onClose={closeHelp}
      title={wording.help.title}
      position="right"
      size={900}
      classNames={{ content: classes.drawer, body: classes.body }}
    >
      <Suspense fallback={<Loading />}>
        <HelpRoom />
      </Suspense>
    </Drawer>
  );
}
