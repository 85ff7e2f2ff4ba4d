import { Button } from '@mantine/core';
import { useMemo } from 'react';
import type { BotView } from '../../../src-preload/contract/views.ts';
import { wording } from '../../language/index.ts';
import { useReplica, useReplicaShallow } from '../../replica/index.ts';
import { DataGrid } from '../../ui/data-grid.tsx';
import { Panel } from '../../ui/index.ts';
import { BOT_COLUMNS, type BotGridContext } from './bot-columns.tsx';
import { startBot } from './bot-commands.ts';
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
      title={wording.bots.title}
      note={bots.length}
      className={className}
      flush
      actions={
        <>
          <ResumeAll bots={bots} />
          <Button size="compact-xs" variant="default" onClick={() => openBotForm(NEW_BOT)}>
            {wording.bots.add}
          </Button>
        </>
      }
    >
      <DataGrid
        label={wording.bots.title}
        rows={bots}
        columns={BOT_COLUMNS}
        rowId={idOf}
        emptyTitle={wording.bots.empty}
        emptyHint={wording.bots.emptyHint}
        onRowClick={onSelect}
        context={context}
        hasControls
      />
    </Panel>
  );
}

/** After a crash bots wait until a person has looked; this resumes all that wait. */
function ResumeAll({ bots }: { readonly bots: readonly BotView[] }) {
  const isHalted = useReplica(({ halt }) => halt !== null);
  const interrupted = bots.filter(({ state }) => state === 'interrupted');
  if (interrupted.length === 0) return null;
  const resume = (): void => {
    for (const { config } of interrupted) void startBot(config.id);
  };
  return (
    <Button size="compact-xs" disabled={isHalted} onClick={resume}>
      {wording.bots.resumeAll(interrupted.length)}
    </Button>
  );
}
