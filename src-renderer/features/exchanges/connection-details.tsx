import { Button, Group, Modal, Switch, Text } from '@mantine/core';
import { useState } from 'react';
import type { Failure } from '../../../src-main/base/outcome.ts';
import type { ConnectionTestView, ConnectionView } from '../../../src-preload/contract/exchange-views.ts';
import { ask, call } from '../../bridge/index.ts';
import { en } from '../../language/en.ts';
import { FailureAlert, Panel, StateBadge } from '../../ui/index.ts';
import { TONE_OF_CONNECTION } from './connection-list.tsx';
import classes from './exchanges-page.module.css';
import { HealthPanels } from './health-panels.tsx';
import { KeyPanel } from './key-panel.tsx';
import { millisecondsText } from './milliseconds-text.ts';

const texts = en.exchanges;

export function ConnectionDetails({ connection }: { readonly connection: ConnectionView }) {
  return (
    <div className={classes.column} data-testid="connection-details">
      <Standing connection={connection} />
      <KeyPanel connection={connection} />
      {connection.health !== null && <HealthPanels health={connection.health} />}
    </div>
  );
}

function Standing({ connection }: { readonly connection: ConnectionView }) {
  const { venue, name, state, reason, instruments, recordingTo, health } = connection;
  const [asksRemoval, setAsksRemoval] = useState(false);
  return (
    <Panel title={name} note={<StateBadge tone={TONE_OF_CONNECTION[state]} label={texts.states[state]} />}>
      {reason !== '' && <p className={classes.failure}>{reason}</p>}
      <dl className={classes.facts}>
        <dt>{texts.exchange}</dt>
        <dd>{texts.instruments(instruments)}</dd>
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
        <TestButton venue={venue} />
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
      <RemovalQuestion connection={connection} isOpen={asksRemoval} onClose={() => setAsksRemoval(false)} />
    </Panel>
  );
}

function TestButton({ venue }: { readonly venue: string }) {
  const [isTesting, setIsTesting] = useState(false);
  const [found, setFound] = useState<ConnectionTestView | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const test = async (): Promise<void> => {
    setIsTesting(true);
    const outcome = await ask('exchanges.test', { venue });
    setIsTesting(false);
    setFound(outcome.ok ? outcome.value : null);
    setFailure(outcome.ok ? null : outcome.error);
  };
  return (
    <>
      <Button loading={isTesting} onClick={() => void test()}>
        {texts.test}
      </Button>
      {found !== null && (
        <Text size="sm" role="status">
          {texts.tested(found.instruments, millisecondsText(found.latencyMs))}{' '}
          {found.permissions !== null && texts.testedKey}
        </Text>
      )}
      {failure !== null && <FailureAlert failure={failure} />}
    </>
  );
}

type RemovalProps = { readonly connection: ConnectionView; readonly isOpen: boolean; readonly onClose: () => void };

function RemovalQuestion({ connection: { venue, name }, isOpen, onClose }: RemovalProps) {
  const remove = (): void => {
    onClose();
    void call('exchanges.remove', { venue });
  };
  return (
    <Modal opened={isOpen} onClose={onClose} title={texts.remove} centered>
      <Text size="sm">{texts.removeQuestion(name)}</Text>
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
