import { VisuallyHidden } from '@mantine/core';
import { wording } from '../../language/index.ts';
import classes from './data-page.module.css';
import { DownloadPanel } from './download-panel.tsx';
import { ImportPanel, useFinishingImport } from './import-panel.tsx';
import { StoredPanel } from './stored-panel.tsx';

/** Candles in, and what is there. */
export function DataPage() {
  useFinishingImport();
  return (
    <div className={classes.page}>
      <VisuallyHidden component="h1">{wording.pages.data}</VisuallyHidden>
      <DownloadPanel />
      <ImportPanel />
      <StoredPanel />
    </div>
  );
}
