import { notifications } from '@mantine/notifications';
import type { LogEntryView } from '../../../src-preload/contract/log-views.ts';
import { call } from '../../bridge/index.ts';
import { wording } from '../../language/index.ts';
import { exportText } from './log-text.ts';

/** Writes the lines where the person says. */
export async function exportLines(entries: readonly LogEntryView[], format: 'txt' | 'jsonl'): Promise<void> {
  const saved = await call('log.export', { format, content: exportText(entries, format) });
  if (saved === undefined || saved.fileName === null) return;
  notifications.show({ message: wording.log.exported(saved.fileName), withBorder: true });
}
