import { notifications } from '@mantine/notifications';
import { en } from '../../language/en.ts';
import { useFact } from '../../replica/index.ts';

const COLOURS = { info: 'blue', warning: 'yellow', error: 'red' } as const;
const SHOWN_MS = 10_000;

/** Shows what the main process wants read. Errors stay until they are closed. */
export function useNotices(): void {
  useFact('notice', ({ level, code, message }) => {
    const errorTexts: Readonly<Record<string, string>> = en.errors;
    notifications.show({
      id: `${code}:${message}`,
      color: COLOURS[level],
      title: en.notices[code] ?? errorTexts[code] ?? en.noticeLevels[level],
      message,
      autoClose: level === 'error' ? false : SHOWN_MS,
      withBorder: true,
    });
  });
}
