import { Button, Group } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { StoredSeriesView } from '../../../src-preload/contract/research-views.ts';
import { call } from '../../bridge/index.ts';
import { formatBytes, formatDecimal, symbolText } from '../../format/index.ts';
import { wording } from '../../language/index.ts';
import { EmptyState, Loading, openPage, Panel, TimeText } from '../../ui/index.ts';
import { CandleTiers } from './candle-tiers.tsx';
import { CoverageBar } from './coverage-bar.tsx';
import classes from './data-page.module.css';
import { GapsDialog } from './gaps-dialog.tsx';
import { useImport } from './import-store.ts';
import { RemoveDialog } from './remove-dialog.tsx';

type Asked = { readonly kind: 'gaps' | 'remove'; readonly series: StoredSeriesView };

/** What is stored, how complete it is, and what can be done with it. */
export function StoredPanel() {
  const series = useStoredSeries();
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = (): void => setAsked(null);
  return (
    <Panel title={wording.data.storedTitle} note={<CandleTiers />} className={classes.stored}>
      {series === undefined && <Loading />}
      {series?.length === 0 && <EmptyState title={wording.data.storedEmpty} hint={wording.data.storedEmptyHint} />}
      {series !== undefined && series.length > 0 && <SeriesTable series={series} onAsk={setAsked} />}
      {asked?.kind === 'gaps' && <GapsDialog series={asked.series} onClose={close} />}
      {asked?.kind === 'remove' && <RemoveDialog series={asked.series} onClose={close} />}
    </Panel>
  );
}

function useStoredSeries(): readonly StoredSeriesView[] | undefined {
  const stored = useImport((state) => state.stored);
  const [series, setSeries] = useState<readonly StoredSeriesView[]>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again whenever what is stored changed
  useEffect(() => {
    let wanted = true;
    void call('data.series', {}).then((answer) => {
      if (wanted) setSeries(answer?.series ?? []);
    });
    return () => {
      wanted = false;
    };
  }, [stored]);
  return series;
}

type SeriesTableProps = { readonly series: readonly StoredSeriesView[]; readonly onAsk: (asked: Asked) => void };

function SeriesTable({ series, onAsk }: SeriesTableProps) {
  const names = wording.data.storedColumns;
  return (
    <table className={classes.table} data-testid="stored-series">
      <thead>
        <tr>
          <th scope="col">{names.symbol}</th>
          <th scope="col">{names.interval}</th>
          <th scope="col" className={classes.right}>
            {names.candles}
          </th>
          <th scope="col">{names.span}</th>
          <th scope="col">{names.coverage}</th>
          <th scope="col" className={classes.right}>
            {names.size}
          </th>
          <th scope="col">{names.actions}</th>
        </tr>
      </thead>
      <tbody>
        {series.map((one) => (
          <SeriesRow key={`${one.instrumentId} ${one.interval}`} series={one} onAsk={onAsk} />
        ))}
      </tbody>
    </table>
  );
}

function SeriesRow({
  series,
  onAsk,
}: {
  readonly series: StoredSeriesView;
  readonly onAsk: SeriesTableProps['onAsk'];
}) {
  const { instrumentId, interval } = series;
  const name = `${symbolText(instrumentId)} ${interval}`;
  return (
    <tr>
      <th scope="row">
        {symbolText(instrumentId)} {series.simulated && <span className={classes.hint}>{wording.data.simulated}</span>}
      </th>
      <td>{interval}</td>
      <td className={classes.right}>{formatDecimal(series.candles, { decimals: 0 })}</td>
      <td>
        <TimeText timeMs={series.firstMs} /> – <TimeText timeMs={series.lastMs} />
      </td>
      <td>
        <CoverageBar series={series} />
      </td>
      <td className={classes.right}>{formatBytes(series.bytes)}</td>
      <td>
        <Group gap={6} wrap="nowrap">
          <Button
            size="compact-xs"
            variant="default"
            aria-label={wording.data.openChart(name)}
            onClick={() => openPage('chart', { instrumentId, interval })}
          >
            {wording.data.chart}
          </Button>
          <Button
            size="compact-xs"
            variant="default"
            aria-label={wording.data.showGaps(name)}
            disabled={series.gaps === 0}
            onClick={() => onAsk({ kind: 'gaps', series })}
          >
            {wording.data.gapsButton}
          </Button>
          <Button
            size="compact-xs"
            variant="default"
            aria-label={wording.data.removeSeries(name)}
            onClick={() => onAsk({ kind: 'remove', series })}
          >
            {wording.data.remove}
          </Button>
        </Group>
      </td>
    </tr>
  );
}
