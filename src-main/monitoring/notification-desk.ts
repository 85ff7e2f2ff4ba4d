import type { Disposable } from '../base/disposable.ts';
import type { Language } from '../base/locales.ts';
import type { NotificationKind } from '../base/notification-kinds.ts';
import type { FactListener } from '../engine/facts.ts';
import type { Names, Notable } from './notable.ts';
import { notableOf } from './notable.ts';
import { CALM, gather, release, type Shown } from './notification-storm.ts';
import type { Notification } from './notification-text.ts';
import { notificationOf } from './notification-text.ts';
import type { Outages, Step } from './outages.ts';
import { becomeLong, lookAt } from './outages.ts';

export type NotificationSettings = {
  readonly kinds: Readonly<Record<NotificationKind, boolean>>;
  readonly hidesAmounts: boolean;
};

/** How a connection to an exchange looks now. */
type Seen = { readonly venue: string; readonly name: string; readonly isDown: boolean };

export type NotificationDeskOptions = {
  readonly names: Names;
  readonly clock: {
    readonly nowMs: () => number;
    readonly every: (periodMs: number, callback: () => void) => Disposable;
  };
  readonly connections: () => readonly Seen[];
  readonly settings: () => NotificationSettings;
  readonly language: () => Language;
  /** Whether a person looks at one of the windows: they see it there. */
  readonly isWatched: () => boolean;
  readonly show: (notification: Notification) => void;
};

/** How often it is looked for outages that became long and for storms that are over. */
const LOOK_EVERY_MS = 1000;

/** What of all that happens is told outside the window: chosen by kind, gathered in a storm, silent while one is watched. */
export class NotificationDesk implements Disposable {
  readonly #options: NotificationDeskOptions;
  readonly #timer: Disposable;
  #storm = CALM;
  #outages: Outages = new Map();

  constructor(options: NotificationDeskOptions) {
    this.#options = options;
    this.#timer = options.clock.every(LOOK_EVERY_MS, () => {
      const nowMs = options.clock.nowMs();
      for (const seen of options.connections()) this.#step(lookAt(this.#outages, seen, nowMs));
      this.#step(becomeLong(this.#outages, nowMs));
      this.#show(release(this.#storm, nowMs));
    });
  }

  readonly takeFact: FactListener = ({ fact }) => {
    const notable = notableOf(fact, this.#options.names);
    if (notable !== null) this.offer(notable);
  };

  offer(notable: Notable): void {
    const { settings, isWatched, clock } = this.#options;
    if (!settings().kinds[notable.kind] || isWatched()) return;
    this.#show(gather(this.#storm, notable, clock.nowMs()));
  }

  dispose(): void {
    void this.#timer.dispose();
  }

  #step({ outages, notables }: Step): void {
    this.#outages = outages;
    for (const notable of notables) this.offer(notable);
  }

  #show({ storm, now }: Shown): void {
    this.#storm = storm;
    const { settings, language, isWatched, show } = this.#options;
    // Whoever came back since sees it in the window.
    if (isWatched()) return;
    const { hidesAmounts } = settings();
    const notification = notificationOf(now, { language: language(), hidesAmounts });
    if (notification !== null) show(notification);
  }
}
