import type { Outcome } from '../base/outcome.ts';
import { succeed } from '../base/outcome.ts';
import type { AreaHandlers, ParsedInput } from './handlers.ts';

export type SettingsPort = {
  /** Puts the changed settings in force and keeps them; a value that cannot be used is refused and nothing changes. */
  readonly change: (change: ParsedInput<'settings.change'>) => Outcome<unknown>;
};

export function settingsHandlers(settings: SettingsPort) {
  return {
    'settings.change': (change) => {
      const changed = settings.change(change);
      return changed.ok ? succeed({}) : changed;
    },
  } satisfies AreaHandlers<'settings'>;
}
