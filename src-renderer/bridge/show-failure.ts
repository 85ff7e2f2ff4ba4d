import { notifications } from '@mantine/notifications';
import type { Failure } from '../../src-main/base/outcome.ts';
import { wording } from '../language/index.ts';

const SHOWN_MS = 12_000;

/** Tells the person what failed: the text of its code, and the message that names parameter and value. */
export function showFailure(failure: Failure): void {
  notifications.show({
    // The same failure again replaces the first one instead of piling up.
    id: `${failure.code}:${failure.message}`,
    color: 'red',
    title: wording.errors[failure.code],
    message: failure.message,
    autoClose: SHOWN_MS,
    withBorder: true,
  });
}
