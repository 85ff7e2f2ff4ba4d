import { useEffect } from 'react';
import { useNavigation } from '../../ui/index.ts';

/** The part of the window that pages stand in. */
export const CONTENT_ID = 'content';

/**
 * What had the focus on a page is hidden with it: the next page's content takes it, so that the Tab key goes on there.
 * The focus stays where it is in the header or in a dialog, and where the next page itself has put it.
 */
export function useFocusOnPage(): void {
  const page = useNavigation((navigation) => navigation.page);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page is what this is about.
  useEffect(() => {
    const focused = document.activeElement;
    const isLost = focused === null || focused === document.body || !focused.checkVisibility();
    if (isLost) document.getElementById(CONTENT_ID)?.focus({ preventScroll: true });
  }, [page]);
}
