import { Button, Group, MultiSelect, Select, TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { Failure } from '../../../src-main/base/outcome.ts';
import type { InstrumentView } from '../../../src-preload/contract/views.ts';
import { ask } from '../../bridge/index.ts';
import { wording } from '../../language/index.ts';
import { useInstruments, useReplica } from '../../replica/index.ts';
import { FailureAlert, openPage, Panel } from '../../ui/index.ts';
import { INTERVALS, isInterval } from '../charts/index.ts';
import classes from './data-page.module.css';
import { type DownloadForm, dayBefore, downloadRequestOf } from './download-form.ts';
import { DownloadJobs } from './download-jobs.tsx';
import { followDownload } from './download-store.ts';

const texts = wording.data.download;
const MOST_SHOWN = 200;

/** Candles of connected exchanges into the store: what, how fine, since when. */
export function DownloadPanel() {
  const listed = useListed();
  return (
    <Panel title={texts.title} note={texts.hint} className={classes.import}>
      {listed.length === 0 ? (
        <Group>
          <span className={classes.hint}>{texts.noExchange}</span>
          <Button size="compact-sm" variant="default" onClick={() => openPage('exchanges')}>
            {texts.connect}
          </Button>
        </Group>
      ) : (
        <Form listed={listed} />
      )}
      <DownloadJobs />
    </Panel>
  );
}

/** What connected exchanges have candles of. */
function useListed(): readonly InstrumentView[] {
  const instruments = useInstruments();
  const connections = useReplica((state) => state.connections);
  return useMemo(
    () => (instruments ?? []).filter(({ venue }) => connections[venue] !== undefined),
    [instruments, connections],
  );
}

function Form({ listed }: { readonly listed: readonly InstrumentView[] }) {
  const [form, setForm] = useState<DownloadForm>({
    instrumentIds: [],
    interval: '1h',
    fromDay: dayBefore(365),
    toDay: '',
  });
  const [failure, setFailure] = useState<Failure | null>(null);
  const change = (part: Partial<DownloadForm>): void => setForm((before) => ({ ...before, ...part }));
  const request = downloadRequestOf(form);
  const start = async (): Promise<void> => {
    if (request === undefined) return;
    const outcome = await ask('data.download', request);
    setFailure(outcome.ok ? null : outcome.error);
    if (outcome.ok) followDownload(outcome.value.jobId);
  };
  return (
    <>
      <div className={classes.downloadForm}>
        <MultiSelect
          label={texts.symbols}
          placeholder={form.instrumentIds.length === 0 ? texts.symbolsHint : ''}
          data={groupsOf(listed)}
          value={[...form.instrumentIds]}
          onChange={(instrumentIds) => change({ instrumentIds })}
          searchable
          limit={MOST_SHOWN}
          maxValues={50}
          nothingFoundMessage={wording.ui.nothingFound}
        />
        <Select
          label={wording.data.interval}
          data={[...INTERVALS]}
          value={form.interval}
          allowDeselect={false}
          onChange={(interval) => interval !== null && isInterval(interval) && change({ interval })}
        />
        <TextInput
          type="date"
          label={texts.from}
          value={form.fromDay}
          onChange={(event) => change({ fromDay: event.currentTarget.value })}
        />
        <TextInput
          type="date"
          label={texts.until}
          description={texts.untilHint}
          value={form.toDay}
          onChange={(event) => change({ toDay: event.currentTarget.value })}
        />
        <Button disabled={request === undefined} onClick={() => void start()}>
          {texts.start}
        </Button>
      </div>
      {failure !== null && <FailureAlert failure={failure} />}
    </>
  );
}

function groupsOf(listed: readonly InstrumentView[]) {
  const venues = [...new Set(listed.map(({ venue }) => venue))];
  return venues.map((venue) => ({
    group: venue,
    items: listed
      .filter((instrument) => instrument.venue === venue)
      .map(({ id, symbol }) => ({ value: id, label: venues.length === 1 ? symbol : `${symbol} · ${venue}` })),
  }));
}
