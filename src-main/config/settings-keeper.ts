import type { Outcome } from '../base/outcome.ts';
import { succeed } from '../base/outcome.ts';
import type { Clock } from '../engine/ports/clock.ts';
import type { Settings, SettingsChange } from './settings.ts';
import { changeSettings, parseSettings } from './settings.ts';

/** Where settings are kept, every version of them; the journal. */
export interface SettingsRecords {
  /** The settings recorded last; undefined when there are none. Throws when the record is not even JSON. */
  readSettings(): unknown;
  recordSettings(settings: unknown, timeMs: number): void;
}

export type SettingsKeeperOptions = {
  readonly records: SettingsRecords;
  readonly clock: Clock;
  readonly defaults: Settings;
};

/**
 * The settings in force. What was recorded and cannot be used any more stays in the history and is told by `problem`;
 * the defaults are in force until the person changes something.
 */
export class SettingsKeeper {
  readonly #options: SettingsKeeperOptions;
  readonly #listeners: ((settings: Settings) => void)[] = [];
  readonly problem: string | null;
  readonly isFirstStart: boolean;
  #current: Settings;

  constructor(options: SettingsKeeperOptions) {
    this.#options = options;
    const { records, defaults } = options;
    const stored = records.readSettings();
    this.isFirstStart = stored === undefined;
    const parsed = this.isFirstStart ? succeed(defaults) : parseSettings(stored, defaults);
    this.#current = parsed.ok ? parsed.value : defaults;
    this.problem = parsed.ok ? null : parsed.error.message;
    if (this.isFirstStart) records.recordSettings(defaults, options.clock.nowMs());
  }

  get current(): Settings {
    return this.#current;
  }

  /** Recorded first, then in force, then told. */
  change(change: SettingsChange): Outcome<Settings> {
    const changed = changeSettings(this.#current, change);
    if (!changed.ok) return changed;
    this.#options.records.recordSettings(changed.value, this.#options.clock.nowMs());
    this.#current = changed.value;
    for (const listener of this.#listeners) listener(changed.value);
    return changed;
  }

  onChange(listener: (settings: Settings) => void): void {
    this.#listeners.push(listener);
  }
}
