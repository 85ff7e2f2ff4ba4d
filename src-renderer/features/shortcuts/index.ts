export { ShortcutList } from './shortcut-list.tsx';
export { openShortcutList } from './shortcuts-store.ts';
