import { useHotkeys } from '@mantine/hooks';
import { openPage, PAGES, pageDigit } from '../../ui/index.ts';

/** Ctrl+1 to Ctrl+9 and Ctrl+0 open the first ten pages in the order they are shown, also from inside a field. */
export function usePageKeys(): void {
  useHotkeys(
    PAGES.flatMap((page, index) => {
      const digit = pageDigit(index);
      return digit === null ? [] : [[`mod+${digit}`, () => openPage(page)]];
    }),
    [],
  );
}
