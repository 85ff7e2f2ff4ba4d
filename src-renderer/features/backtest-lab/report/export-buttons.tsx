import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ExportFormat } from '../../../../src-preload/contract/report-views.ts';
import { call } from '../../../bridge/index.ts';
import { wording } from '../../../language/index.ts';
import { Hint } from './hint.tsx';
import classes from './report.module.css';

const FORMATS: readonly ExportFormat[] = ['html', 'json', 'csv'];

/** Keeps the result outside the app: the system's dialog asks where to. */
export function ExportButtons({ jobId }: { readonly jobId: string }) {
  const [busy, setBusy] = useState<ExportFormat | null>(null);
  const [saved, setSaved] = useState<string | null>(null);
  const { saveAs, formats, formatHints, saved: savedText } = wording.backtestReport;
  const save = async (format: ExportFormat): Promise<void> => {
    setBusy(format);
    setSaved(null);
    const done = await call('backtest.export', { jobId, format });
    setBusy(null);
    setSaved(done?.fileName ?? null);
  };
  return (
    <div className={classes.exports}>
      <span className={classes.caption}>{saveAs}</span>
      <Button.Group>
        {FORMATS.map((format) => (
          <Hint key={format} text={formatHints[format]}>
            <Button
              variant="default"
              loading={busy === format}
              disabled={busy !== null && busy !== format}
              onClick={() => void save(format)}
            >
              {formats[format]}
            </Button>
          </Hint>
        ))}
      </Button.Group>
      <span role="status" className={classes.caption}>
        {saved === null ? '' : savedText(saved)}
      </span>
    </div>
  );
}
