import { create } from 'zustand';

export const PAGES = [
  'dashboard',
  'workspace',
  'chart',
  'orders',
  'backtest',
  'strategies',
  'data',
  'exchanges',
  'risk',
  'portfolio',
  'parity',
  'log',
  'settings',
] as const;
export type PageId = (typeof PAGES)[number];

/** What a page is asked to show when it is opened from another; each page reads the keys it knows. */
export type PageFocus = Readonly<Record<string, string>>;

export type Navigation = { readonly page: PageId; readonly focus: PageFocus | null };

/** A window of its own says in its address which workspace it shows; null in the main window. */
export const ownWorkspaceId = new URLSearchParams(globalThis.location?.search ?? '').get('workspace');

/** Which page is in front. Pages read `focus` when it changes; `openPage` sets it. */
export const useNavigation = create<Navigation>(() => ({
  page: ownWorkspaceId === null ? 'dashboard' : 'workspace',
  focus: null,
}));

/** The digit that opens the page at an index: 1 to 9, then 0; null for those after it. */
export function pageDigit(index: number): number | null {
  return index < 10 ? (index + 1) % 10 : null;
}

/** Brings a page to the front, e.g. `openPage('chart', { instrumentId, interval })`. */
export function openPage(page: PageId, focus: PageFocus | null = null): void {
  useNavigation.setState({ page, focus });
}
