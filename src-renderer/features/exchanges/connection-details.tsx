import { Button, Group, Modal, Switch, Text } from '@mantine/core';
import { useState } from 'react';
import type { ConnectionView } from '../../../src-preload/contract/exchange-views.ts';
import { call } from '../../bridge/index.ts';
import { wording } from '../../language/index.ts';
import { useReplica } from '../../replica/index.ts';
import { Panel, StateBadge } from '../../ui/index.ts';
import { AccountPanel } from './account-panel.tsx';
import { instrumentsText } from './connection-list.tsx';
import { standingOf, TONE_OF_STANDING } from './connection-standing.ts';
import { ConnectionTrouble } from './connection-trouble.tsx';
import classes from './exchanges-page.module.css';
import { HealthPanels } from './health-panels.tsx';
import { KeyPanel } from './key-panel.tsx';
import { millisecondsText } from './milliseconds-text.ts';
import { TestResult } from './test-result.tsx';
import { useConnectionTest } from './use-connection-test.ts';

const texts = wording.exchanges;

export function ConnectionDetails({ connection }: { readonly connection: ConnectionView }) {
  return (
    <div className={classes.column} data-testid="connection-details">
      <Standing connection={connection} />
      <KeyPanel connection={connection} />
      <AccountPanel connection={connection} />
      {connection.health !== null && <HealthPanels health={connection.health} />}
    </div>
  );
}

function Standing({ connection }: { readonly connection: ConnectionView }) {
  const { venue, name, recordingTo, health } = connection;
  const { isTesting, outcome, test } = useConnectionTest(venue);
  const standing = standingOf(connection);
  const [asksRemoval, setAsksRemoval] = useState(false);
  return (
    <Panel title={name} note={<StateBadge tone={TONE_OF_STANDING[standing]} label={texts.states[standing]} />}>
      <ConnectionTrouble connection={connection} />
      <dl className={classes.facts}>
        <dt>{texts.listed}</dt>
        <dd>{instrumentsText(connection)}</dd>
        <dt>{texts.latency}</dt>
        <dd>
          {health?.latencyMs == null
            ? texts.unmeasured
            : texts.latencyValue(millisecondsText(health.latencyMs.median), millisecondsText(health.latencyMs.p95))}
        </dd>
        <dt>{texts.clock}</dt>
        <dd>
          {health?.clock == null
            ? texts.unmeasured
            : texts.clockValue(
                millisecondsText(health.clock.offsetMs, true),
                millisecondsText(health.clock.uncertaintyMs),
              )}
        </dd>
      </dl>
      <Group gap="sm" mt="sm">
        <Button loading={isTesting} onClick={() => void test()}>
          {texts.test}
        </Button>
        <Button variant="default" color="red" onClick={() => setAsksRemoval(true)}>
          {texts.remove}
        </Button>
        <Switch
          label={recordingTo === null ? texts.record : texts.recording(recordingTo)}
          description={texts.recordHint}
          checked={recordingTo !== null}
          disabled={health === null}
          onChange={(event) => void call('exchanges.record', { venue, on: event.currentTarget.checked })}
        />
      </Group>
      <TestResult outcome={outcome} />
      <RemovalQuestion connection={connection} isOpen={asksRemoval} onClose={() => setAsksRemoval(false)} />
    </Panel>
  );
}

type RemovalProps = { readonly connection: ConnectionView; readonly isOpen: boolean; readonly onClose: () => void };

function RemovalQuestion({ connection: { venue, name }, isOpen, onClose }: RemovalProps) {
  const bots = useReplica(
    (state) => Object.values(state.bots).filter(({ config }) => config.instrumentId.startsWith(`${venue}:`)).length,
  );
  const remove = (): void => {
    onClose();
    void call('exchanges.remove', { venue });
  };
  return (
    <Modal opened={isOpen} onClose={onClose} title={texts.remove} centered>
      <Text size="sm">{texts.removeQuestion(name)}</Text>
      {bots > 0 && (
        <Text size="sm" mt="xs">
          {texts.removeBots(bots)}
        </Text>
      )}
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose}>
          {texts.cancel}
        </Button>
        <Button color="red" onClick={remove}>
          {texts.remove}
        </Button>
      </Group>
    </Modal>
  );
}
