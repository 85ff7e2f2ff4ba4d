import { Button, Group, Modal, Text } from '@mantine/core';
import { useState } from 'react';
import type { StoredSeriesView } from '../../../src-preload/contract/research-views.ts';
import { call } from '../../bridge/index.ts';
import { formatDecimal } from '../../format/index.ts';
import { wording } from '../../language/index.ts';
import { storedChanged } from './import-store.ts';

type RemoveDialogProps = { readonly series: StoredSeriesView; readonly onClose: () => void };

/** Removing cannot be taken back, so it is asked for twice; the safe answer has the focus. */
export function RemoveDialog({ series, onClose }: RemoveDialogProps) {
  const { instrumentId, interval, symbol, candles } = series;
  const [isBusy, setBusy] = useState(false);
  const remove = async (): Promise<void> => {
    setBusy(true);
    await call('data.remove', { instrumentId, interval });
    storedChanged();
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={wording.data.removeTitle} lockScroll={false}>
      <Text>{wording.data.removeQuestion(`${symbol} ${interval}`, formatDecimal(candles, { decimals: 0 }))}</Text>
      <Group justify="end" mt="md">
        <Button variant="default" data-autofocus onClick={onClose}>
          {wording.data.keep}
        </Button>
        <Button color="red" loading={isBusy} onClick={() => void remove()}>
          {wording.data.removeConfirm}
        </Button>
      </Group>
    </Modal>
  );
}
