import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { call } from '../../bridge/index.ts';
import { wording } from '../../language/index.ts';
import { useReplica } from '../../replica/index.ts';
import { TimeText } from '../../ui/index.ts';
import classes from './halt-banner.module.css';
import { askToRelease, closeStopQuestion, useStopQuestion } from './stop-store.ts';

/** While trading is halted: that it is, why, since when, and the way out. */
export function HaltBanner() {
  const halt = useReplica((state) => state.halt);
  const held = useReplica(({ bots }) => Object.values(bots).some(({ position }) => position !== null));
  const isReleasing = useStopQuestion(({ question }) => question === 'release');
  if (halt === null) return null;
  return (
    <div className={classes.banner} role="alert" data-testid="halt-banner">
      <strong>{wording.stop.halted}</strong>
      <span className={classes.reason}>{halt.reason}</span>
      <span>
        {wording.stop.since} <TimeText timeMs={halt.timeMs} pattern="full" />
      </span>
      {held && <span>{wording.stop.unprotected}</span>}
      <button type="button" className={classes.release} onClick={askToRelease}>
        {wording.stop.release}
      </button>
      <ReleaseForm isOpen={isReleasing} onClose={closeStopQuestion} />
    </div>
  );
}

function ReleaseForm({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setTried(true);
    if (reason.trim() === '') return;
    if ((await call('trading.release', { reason: reason.trim() })) !== undefined) onClose();
  };
  return (
    <Modal opened={isOpen} onClose={onClose} title={wording.stop.releaseTitle} centered>
      <form onSubmit={(event) => void submit(event)}>
        <Stack>
          <Text c="dimmed">{wording.stop.releaseHint}</Text>
          <TextInput
            label={wording.stop.releaseReason}
            value={reason}
            maxLength={200}
            data-autofocus
            error={isTried && reason.trim() === '' ? wording.stop.releaseRequired : undefined}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {wording.stop.cancel}
            </Button>
            <Button type="submit">{wording.stop.releaseConfirm}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
