import { create } from 'zustand';

export const useShortcutList = create<{ readonly isOpen: boolean }>(() => ({ isOpen: false }));

export const openShortcutList = (): void => useShortcutList.setState({ isOpen: true });
export const closeShortcutList = (): void => useShortcutList.setState({ isOpen: false });
