import { Button } from '@mantine/core';
import { useState } from 'react';
import { wording } from '../../language/index.ts';
import { useReplica } from '../../replica/index.ts';
import classes from './bot-grid.module.css';
import type { BotRow } from './bot-rows.ts';
import { cloneAct, startAct, stopAct } from './bulk-acts.ts';
import { BulkEdit } from './bulk-edit.tsx';
import { runBulk } from './bulk-run.ts';
import { select } from './selection.ts';

const texts = wording.bots.bulk;

/** What can be done to the ticked bots at once; nothing while none is ticked. */
export function BulkBar({ rows }: { readonly rows: readonly BotRow[] }) {
  const [isEditing, setEditing] = useState(false);
  const isHalted = useReplica(({ halt }) => halt !== null);
  if (rows.length === 0) return null;
  const bots = rows.map(({ bot }) => bot);
  const count = bots.length;
  return (
    <fieldset className={classes.bulk} aria-label={texts.label}>
      <span className={classes.bulkCount}>{texts.selected(count)}</span>
      <Button size="compact-xs" disabled={isHalted} onClick={() => void runBulk(texts.starting(count), bots, startAct)}>
        {wording.bots.start}
      </Button>
      <Button size="compact-xs" variant="default" onClick={() => void runBulk(texts.stopping(count), bots, stopAct)}>
        {wording.bots.stop}
      </Button>
      <Button size="compact-xs" variant="default" onClick={() => void runBulk(texts.cloning(count), bots, cloneAct)}>
        {texts.clone}
      </Button>
      <Button size="compact-xs" variant="default" onClick={() => setEditing(true)}>
        {texts.edit}
      </Button>
      <Button
        size="compact-xs"
        variant="subtle"
        onClick={() =>
          select(
            bots.map(({ config }) => config.id),
            false,
          )
        }
      >
        {texts.clear}
      </Button>
      {isEditing && <BulkEdit bots={bots} onClose={() => setEditing(false)} />}
    </fieldset>
  );
}
