import { notifications } from '@mantine/notifications';
import { wording } from '../../language/index.ts';
import { useFact } from '../../replica/index.ts';
import { openPage, ownWorkspaceId } from '../../ui/index.ts';

const COLOURS = { info: 'blue', warning: 'yellow', error: 'red' } as const;
const SHOWN_MS = 10_000;

/** Shows what the main process wants read. Errors stay until they are closed. */
export function useNotices(): void {
  useFact('notice', ({ level, code, message }) => {
    const errorTexts: Readonly<Record<string, string>> = wording.errors;
    notifications.show({
      id: `${code}:${message}`,
      color: COLOURS[level],
      title: wording.notices[code] ?? errorTexts[code] ?? wording.noticeLevels[level],
      message,
      autoClose: level === 'error' ? false : SHOWN_MS,
      withBorder: true,
    });
  });
  // A window of one workspace stays what it is.
  useFact('openPage', ({ page }) => {
    if (ownWorkspaceId === null) openPage(page);
  });
}
