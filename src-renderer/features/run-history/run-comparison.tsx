import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMemo } from 'react';
import type { RunView } from '../../../src-preload/contract/run-views.ts';
import { call } from '../../bridge/index.ts';
import { wording } from '../../language/index.ts';
import { Panel, useTimeZone } from '../../ui/index.ts';
import { drawdownCurves, normalisedCurves } from './compare-runs.ts';
import { ComparedCurves } from './compared-curves.tsx';
import { comparisonCsv, comparisonHtml } from './comparison-files.ts';
import { ComparedTable } from './comparison-table.tsx';
import { comparisonTables, type ComparedTable as Table } from './comparison-tables.ts';
import classes from './run-history.module.css';
import { endComparison } from './run-history-store.ts';

type Compared = { readonly runs: readonly RunView[] };

/** Runs side by side: curves over each other, the best and the worst of each figure named, settings that differ first. */
export function RunComparison({ runs }: Compared) {
  const timeZone = useTimeZone();
  const tables = useMemo(() => comparisonTables(runs, timeZone), [runs, timeZone]);
  const curves = useMemo(() => normalisedCurves(runs), [runs]);
  const falls = useMemo(() => drawdownCurves(runs), [runs]);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form
    <div
      role="group"
      className={classes.comparison}
      data-testid="run-comparison"
      aria-label={wording.runs.fileTitle(runs.length)}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with the keyboard
      tabIndex={0}
    >
      <Panel
        title={wording.runs.curvesTitle}
        flush
        className={classes.curvesPanel}
        actions={<Actions runs={runs} tables={tables} />}
      >
        <ComparedCurves runs={runs} curves={curves} label={wording.runs.curvesLabel} />
      </Panel>
      <Panel title={wording.runs.fallsTitle} flush className={classes.fallsPanel}>
        <ComparedCurves runs={runs} curves={falls} label={wording.runs.fallsLabel} />
      </Panel>
      {tables.map((table) => (
        <ComparedTable key={table.id} runs={runs} table={table} />
      ))}
    </div>
  );
}

function Actions({ runs, tables }: Compared & { readonly tables: readonly Table[] }) {
  const save = async (format: 'csv' | 'html'): Promise<void> => {
    const content = format === 'csv' ? comparisonCsv(runs, tables) : comparisonHtml(runs, tables);
    const fileName = `runs-${runs.map(({ runId }) => runId).join('-')}.${format}`;
    const saved = await call('charts.saveFile', { fileName, format, content });
    if (saved === undefined || saved.fileName === null) return;
    notifications.show({ message: wording.backtestReport.saved(saved.fileName), withBorder: true });
  };
  const small = { size: 'compact-xs', variant: 'default' } as const;
  return (
    <>
      <Button {...small} onClick={() => void save('csv')}>
        {wording.runs.saveTable}
      </Button>
      <Button {...small} onClick={() => void save('html')}>
        {wording.runs.savePage}
      </Button>
      <Button {...small} onClick={endComparison}>
        {wording.runs.back}
      </Button>
    </>
  );
}
