import { Button } from '@mantine/core';
import { useMemo } from 'react';
import type { BotView } from '../../../src-preload/contract/views.ts';
import { en } from '../../language/en.ts';
import { useReplicaShallow } from '../../replica/index.ts';
import { DataGrid } from '../../ui/data-grid.tsx';
import { Panel } from '../../ui/index.ts';
import { BOT_COLUMNS, type BotGridContext } from './bot-columns.tsx';
import { NEW_BOT, openBotForm } from './bot-form-store.ts';

const idOf = (bot: BotView): string => bot.config.id;

export type BotsPanelProps = {
  /** A row was pressed. */
  readonly onSelect: (bot: BotView) => void;
  readonly className?: string | undefined;
};

/** The grid of bots: what each is, holds, earns and thinks, and its buttons. */
export function BotsPanel({ onSelect, className }: BotsPanelProps) {
  const context = useMemo<BotGridContext>(() => ({ onSelect }), [onSelect]);
  const bots = useReplicaShallow((state) => Object.values(state.bots));
  return (
    <Panel
      title={en.bots.title}
      note={bots.length}
      className={className}
      flush
      actions={
        <Button size="compact-xs" variant="default" onClick={() => openBotForm(NEW_BOT)}>
          {en.bots.add}
        </Button>
      }
    >
      <DataGrid
        label={en.bots.title}
        rows={bots}
        columns={BOT_COLUMNS}
        rowId={idOf}
        emptyTitle={en.bots.empty}
        emptyHint={en.bots.emptyHint}
        onRowClick={onSelect}
        context={context}
        hasControls
      />
    </Panel>
  );
}
