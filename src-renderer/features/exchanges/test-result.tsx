import { Text } from '@mantine/core';
import { formatQuantity } from '../../format/index.ts';
import { wording } from '../../language/index.ts';
import { FailureAlert } from '../../ui/index.ts';
import { millisecondsText } from './milliseconds-text.ts';
import { adviceOn, reasonText } from './reason-text.ts';
import type { ConnectionTest } from './use-connection-test.ts';

const texts = wording.exchanges;

/** What the last test of a connection found, below the buttons so that none of them moves. */
export function TestResult({ outcome }: Pick<ConnectionTest, 'outcome'>) {
  if (outcome === null) return null;
  if (!outcome.ok) {
    const { message } = outcome.error;
    const said = [reasonText(message), adviceOn(message)].filter((part) => part !== undefined).join('. ');
    return <FailureAlert failure={{ ...outcome.error, message: said }} />;
  }
  const { instruments, latencyMs, permissions } = outcome.value;
  return (
    <Text size="sm" role="status" mt="sm">
      {texts.tested(formatQuantity(instruments), millisecondsText(latencyMs))} {permissions !== null && texts.testedKey}
    </Text>
  );
}
