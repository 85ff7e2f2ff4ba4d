import { useHotkeys } from '@mantine/hooks';
import { openPage, PAGES } from '../../ui/index.ts';

/** Ctrl+1 and so on open the pages in the order they are shown, also from inside a field. */
export function usePageKeys(): void {
  useHotkeys(
    PAGES.map((page, index) => [`mod+${index + 1}`, () => openPage(page)]),
    [],
  );
}
