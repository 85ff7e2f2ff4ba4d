import { create } from 'zustand';

export type PaletteState = {
  readonly isOpen: boolean;
  /** Commands run lately, the newest first. */
  readonly recent: readonly string[];
};

export const usePalette = create<PaletteState>(() => ({ isOpen: false, recent: [] }));

const MOST_RECENT = 5;

/** What had the focus when the palette opened; it gets it back before a command runs. */
let focusedBefore: Element | null = null;

/** Opens it; closes it when it is open. */
export function togglePalette(): void {
  if (usePalette.getState().isOpen) {
    closePalette();
    return;
  }
  focusedBefore = document.activeElement;
  usePalette.setState({ isOpen: true });
}

export function closePalette(): void {
  if (!usePalette.getState().isOpen) return;
  usePalette.setState({ isOpen: false });
  if (focusedBefore instanceof HTMLElement) focusedBefore.focus();
}

export function remember(commandId: string): void {
  usePalette.setState(({ recent }) => ({
    recent: [commandId, ...recent.filter((id) => id !== commandId)].slice(0, MOST_RECENT),
  }));
}
