import { Modal, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { GapView, StoredSeriesView } from '../../../src-preload/contract/research-views.ts';
import { call } from '../../bridge/index.ts';
import { formatDecimal, formatDuration } from '../../format/index.ts';
import { wording } from '../../language/index.ts';
import { Loading, TimeText } from '../../ui/index.ts';
import classes from './data-page.module.css';

type GapsDialogProps = { readonly series: StoredSeriesView; readonly onClose: () => void };

/** Where a series has no candles, oldest first. */
export function GapsDialog({ series, onClose }: GapsDialogProps) {
  const { instrumentId, interval, symbol } = series;
  const [gaps, setGaps] = useState<readonly GapView[]>();
  useEffect(() => {
    let wanted = true;
    void call('data.gaps', { instrumentId, interval }).then((answer) => {
      if (wanted) setGaps(answer?.gaps ?? []);
    });
    return () => {
      wanted = false;
    };
  }, [instrumentId, interval]);
  return (
    <Modal
      opened
      onClose={onClose}
      title={wording.data.gapsTitle(`${symbol} ${interval}`)}
      size="lg"
      lockScroll={false}
    >
      {gaps === undefined ? <Loading /> : <GapsTable gaps={gaps} total={series.gaps} />}
    </Modal>
  );
}

function GapsTable({ gaps, total }: { readonly gaps: readonly GapView[]; readonly total: number }) {
  if (gaps.length === 0) return <Text>{wording.data.noGaps}</Text>;
  return (
    <>
      {total > gaps.length && <Text size="sm">{wording.data.gapsFirst}</Text>}
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{wording.data.gapFrom}</th>
            <th scope="col">{wording.data.gapTo}</th>
            <th scope="col" className={classes.right}>
              {wording.data.gapLength}
            </th>
            <th scope="col" className={classes.right}>
              {wording.data.gapMissing}
            </th>
          </tr>
        </thead>
        <tbody>
          {gaps.map((gap) => (
            <tr key={gap.fromMs}>
              <td>
                <TimeText timeMs={gap.fromMs} />
              </td>
              <td>
                <TimeText timeMs={gap.toMs} />
              </td>
              <td className={classes.right}>{formatDuration(gap.toMs - gap.fromMs)}</td>
              <td className={classes.right}>{formatDecimal(gap.missingBars, { decimals: 0 })}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
