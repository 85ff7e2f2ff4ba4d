import { Button, Select } from '@mantine/core';
import { useState } from 'react';
import type { AccountFileKindView, LotMethodView } from '../../../src-preload/contract/portfolio-views.ts';
import { call } from '../../bridge/index.ts';
import { wording } from '../../language/index.ts';
import classes from './portfolio-page.module.css';
import { choose, usePortfolio } from './portfolio-store.ts';

const texts = wording.portfolio;
const KINDS = Object.keys(texts.fileKinds) as AccountFileKindView[];
const METHODS = Object.entries(texts.methods).map(([value, label]) => ({ value, label }));
const FIRST_YEAR = 2017;
const ALL = 'all';

/** Years that somebody may have to account for, the newest first. */
function yearChoices(): { value: string; label: string }[] {
  const now = new Date().getUTCFullYear();
  const years = Array.from({ length: now - FIRST_YEAR + 1 }, (_, index) => String(now - index));
  return [{ value: ALL, label: texts.allYears }, ...years.map((year) => ({ value: year, label: year }))];
}

/** Keeps the account outside the app: the system's dialog asks where to. */
export function FileButtons({ accountId }: { readonly accountId: string }) {
  const { grouping, method, year } = usePortfolio();
  const [busy, setBusy] = useState<AccountFileKindView | null>(null);
  const [saved, setSaved] = useState<string | null>(null);
  const save = async (kind: AccountFileKindView): Promise<void> => {
    setBusy(kind);
    setSaved(null);
    const done = await call('portfolio.export', { accountId, kind, year, method, grouping });
    setBusy(null);
    setSaved(done?.fileName ?? null);
  };
  return (
    <div className={classes.files}>
      <span className={classes.caption}>{texts.files}</span>
      <Button.Group>
        {KINDS.map((kind) => (
          <Button
            key={kind}
            size="xs"
            variant="default"
            loading={busy === kind}
            disabled={busy !== null && busy !== kind}
            onClick={() => void save(kind)}
          >
            {texts.fileKinds[kind]}
          </Button>
        ))}
      </Button.Group>
      <Select
        size="xs"
        className={classes.method ?? ''}
        aria-label={texts.method}
        data={METHODS}
        value={method}
        allowDeselect={false}
        onChange={(value) => choose({ method: (value ?? 'fifo') as LotMethodView })}
      />
      <Select
        size="xs"
        className={classes.year ?? ''}
        aria-label={texts.year}
        data={yearChoices()}
        value={year === null ? ALL : String(year)}
        allowDeselect={false}
        onChange={(value) => choose({ year: value === null || value === ALL ? null : Number(value) })}
      />
      <span role="status" className={classes.caption}>
        {saved === null ? '' : texts.saved(saved)}
      </span>
    </div>
  );
}
