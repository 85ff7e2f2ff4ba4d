import { Button, Checkbox, Group, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { ChannelInput } from '../../../src-preload/contract/channels.ts';
import { call } from '../../bridge/index.ts';
import { wording } from '../../language/index.ts';
import { useFact } from '../../replica/index.ts';

type Choice = ChannelInput<'app.answerClose'>['choice'];

/** Asked by the main process when the window is closed while bots run. */
export function CloseQuestion() {
  const [runningBots, setRunningBots] = useState<number | null>(null);
  const [isRemembered, setRemembered] = useState(false);
  useFact('closeQuestion', (fact) => {
    setRemembered(false);
    setRunningBots(fact.runningBots);
  });
  const answer = (choice: Choice): void => {
    setRunningBots(null);
    void call('app.answerClose', { choice, remember: isRemembered && choice !== 'cancel' });
  };
  return (
    <Modal
      opened={runningBots !== null}
      onClose={() => answer('cancel')}
      title={wording.close.title}
      centered
      size={560}
    >
      <Stack>
        <Text>{wording.close.question(runningBots ?? 0)}</Text>
        <Checkbox
          label={wording.close.remember}
          checked={isRemembered}
          onChange={(event) => setRemembered(event.currentTarget.checked)}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={() => answer('cancel')}>
            {wording.close.cancel}
          </Button>
          <Button color="red" variant="outline" onClick={() => answer('quit')}>
            {wording.close.quit}
          </Button>
          <Button data-autofocus onClick={() => answer('tray')}>
            {wording.close.tray}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
