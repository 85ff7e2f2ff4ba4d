import { Button } from '@mantine/core';
import { useMemo } from 'react';
import type { BotView } from '../../../src-preload/contract/views.ts';
import { wording } from '../../language/index.ts';
import { useReplica } from '../../replica/index.ts';
import { DataGrid, type GridSort } from '../../ui/data-grid.tsx';
import { Panel } from '../../ui/index.ts';
import { type BotGridContext, sortedBy } from './bot-columns.tsx';
import { startBot } from './bot-commands.ts';
import { BOT_WIZARD, openBotForm } from './bot-form-store.ts';
import classes from './bot-grid.module.css';
import { type BotRow, filtered, useBotRows } from './bot-rows.ts';
import { BotsBar } from './bots-bar.tsx';
import { changeBotsView, useBotsView } from './bots-view-store.ts';
import { BulkBar } from './bulk-bar.tsx';
import { BulkSummary } from './bulk-summary.tsx';
import { select, useSelection } from './selection.ts';

const idOf = ({ bot }: BotRow): string => bot.config.id;

export type BotsPanelProps = {
  /** A row was pressed. */
  readonly onSelect: (bot: BotView) => void;
  readonly className?: string | undefined;
  /** Its page can show it alone. */
  readonly canBeAlone?: boolean;
};

/** The grid of bots: what each is, holds, earns and thinks, its buttons, and what can be done to several at once. */
export function BotsPanel({ onSelect, className, canBeAlone = false }: BotsPanelProps) {
  const context = useMemo<BotGridContext>(() => ({ onSelect }), [onSelect]);
  const rows = useBotRows();
  const filter = useBotsView((view) => view.filter);
  const shown = useMemo(() => filtered(rows, filter), [rows, filter]);
  const columns = useMemo(() => sortedBy(useBotsView.getState().sort), []);
  return (
    <Panel
      title={wording.bots.title}
      note={shown.length === rows.length ? rows.length : wording.bots.shownOf(shown.length, rows.length)}
      className={className}
      flush
      actions={<PanelActions rows={rows} canBeAlone={canBeAlone} />}
    >
      <div className={classes.panel}>
        <div className={classes.bars}>
          <BotsBar rows={rows} filter={filter} />
          <Selected shown={shown} rows={rows} />
        </div>
        <div className={classes.grid}>
          <DataGrid
            label={wording.bots.title}
            rows={shown}
            columns={columns}
            rowId={idOf}
            emptyTitle={rows.length === 0 ? wording.bots.empty : wording.bots.filter.nothing}
            emptyHint={rows.length === 0 ? wording.bots.emptyHint : wording.bots.filter.nothingHint}
            onRowClick={({ bot }) => onSelect(bot)}
            onSort={keepSort}
            context={context}
            hasControls
          />
        </div>
      </div>
      <BulkSummary />
    </Panel>
  );
}

const keepSort = (sort: GridSort | null): void => changeBotsView({ sort });

/** Ticks all that are shown; what is ticked but hidden is not acted on. */
function Selected({ shown, rows }: { readonly shown: readonly BotRow[]; readonly rows: readonly BotRow[] }) {
  const selection = useSelection();
  const selected = shown.filter(({ bot }) => selection.has(bot.config.id));
  if (rows.length === 0) return null;
  return (
    <>
      <label className={classes.selectAll}>
        <input
          type="checkbox"
          className={classes.tick}
          checked={selected.length > 0 && selected.length === shown.length}
          onChange={(event) => select(shown.map(idOf), event.currentTarget.checked)}
        />
        {wording.bots.bulk.selectShown}
      </label>
      <BulkBar rows={selected} />
    </>
  );
}

function PanelActions({ rows, canBeAlone }: { readonly rows: readonly BotRow[]; readonly canBeAlone: boolean }) {
  const isLarge = useBotsView((view) => view.isLarge);
  return (
    <>
      <ResumeAll rows={rows} />
      <Button size="compact-xs" variant="default" onClick={() => openBotForm(BOT_WIZARD)}>
        {wording.bots.add}
      </Button>
      {canBeAlone && (
        <Button
          size="compact-xs"
          variant="default"
          aria-pressed={isLarge}
          onClick={() => changeBotsView({ isLarge: !isLarge })}
        >
          {wording.bots.enlarge}
        </Button>
      )}
    </>
  );
}

/** After a crash bots wait until a person has looked; this resumes all that wait. */
function ResumeAll({ rows }: { readonly rows: readonly BotRow[] }) {
  const isHalted = useReplica(({ halt }) => halt !== null);
  const interrupted = rows.filter(({ bot }) => bot.state === 'interrupted');
  if (interrupted.length === 0) return null;
  const resume = (): void => {
    for (const { bot } of interrupted) void startBot(bot.config.id);
  };
  return (
    <Button size="compact-xs" disabled={isHalted} onClick={resume}>
      {wording.bots.resumeAll(interrupted.length)}
    </Button>
  );
}
