import { z } from 'zod';

/** The command of the red button: it may have another shortcut, never none. */
export const STOP_EVERYTHING = 'trading.stopEverything';
const STOP_EVERYTHING_DEFAULT = 'Mod+Shift+X';

/**
 * Shortcuts that are not the default, by command; null: none. Modifiers stand in this order, `Mod` is Ctrl, on a Mac the
 * command key: `Mod+Alt+Shift+X`, `?`, `F1`. Which command has which default the window knows; here is held what must
 * hold whatever the window does.
 */
export const shortcutsSchema = z
  .record(
    z.string().regex(/^[a-z][A-Za-z0-9]*(\.[A-Za-z0-9-]+)+$/),
    z
      .string()
      .regex(/^(Mod\+)?(Alt\+)?(Shift\+)?(\S|[A-Z][A-Za-z0-9]+)$/)
      .nullable(),
  )
  .refine((shortcuts) => Object.keys(shortcuts).length <= 500, { message: 'expected at most 500 shortcuts' })
  .refine((shortcuts) => mayStop(shortcuts[STOP_EVERYTHING]), {
    message: `expected a letter, digit or function key with Mod or Alt for ${STOP_EVERYTHING}, which is never without one`,
  })
  .refine((shortcuts) => isEachOnce(Object.values(shortcuts)), { message: 'expected each shortcut once' });

/** The shortcut of the red button as Electron writes it. */
export function stopEverythingAccelerator(shortcuts: Readonly<Record<string, string | null>>): string {
  return (shortcuts[STOP_EVERYTHING] ?? STOP_EVERYTHING_DEFAULT).replace('Mod+', 'CommandOrControl+');
}

/** What stops everything does so while a person types, too; undefined is the default. */
function mayStop(shortcut: string | null | undefined): boolean {
  return (
    shortcut === undefined || (shortcut !== null && /^(Mod|Alt)\+([A-Z][a-z]+\+)*([A-Z0-9]|F\d\d?)$/.test(shortcut))
  );
}

function isEachOnce(shortcuts: readonly (string | null)[]): boolean {
  const set = shortcuts.filter((one) => one !== null);
  return new Set(set).size === set.length;
}
