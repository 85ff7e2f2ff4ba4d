import type { ConnectionView } from '../../src-preload/contract/exchange-views.ts';
import type { Disposable } from '../base/disposable.ts';
import { DisposableStack } from '../base/disposable.ts';
import type { Notable } from '../monitoring/notable.ts';
import { NotificationDesk } from '../monitoring/notification-desk.ts';
import type { DesktopParts } from './desktop-parts.ts';

/** Tells outside the window what the engine and the connections say, and whatever else is offered. */
export function openNotifications(parts: DesktopParts): Disposable & { readonly offer: (notable: Notable) => void } {
  const { options, settings, trading, facts, exchanges } = parts;
  const { engine } = trading;
  const stack = new DisposableStack();
  const desk = new NotificationDesk({
    clock: options.timers,
    names: {
      botName: (id) => engine.snapshot().bots.find(({ config }) => config.id === id)?.config.name ?? id,
    },
    connections: () => exchanges.connections.views().map((view) => ({ ...view, isDown: isDown(view) })),
    settings: () => settings.current.notifications,
    language: () => options.language(settings.current),
    isWatched: options.isWatched,
    show: (notification) =>
      options.notify(notification, () => facts.pusher.push({ kind: 'openPage', page: notification.page })),
  });
  stack.use(desk);
  stack.use(engine.onFact(desk.takeFact));
  return { offer: (notable) => desk.offer(notable), dispose: () => stack.dispose() };
}

/** It failed, or one of its streams waits to be opened again. */
function isDown({ state, health }: ConnectionView): boolean {
  return state === 'failed' || (health?.streams.some((stream) => stream.state === 'waiting') ?? false);
}
