import { Notification } from 'electron';

/** Those that stand: one that nobody holds is collected, and its click with it. */
const standing = new Set<Notification>();

/** Says something outside the window, as the system does it. */
export function notify({ title, body }: { readonly title: string; readonly body: string }, onClick: () => void): void {
  if (!Notification.isSupported()) return;
  const notification = new Notification({ title, body });
  standing.add(notification);
  notification.on('close', () => standing.delete(notification));
  notification.on('click', () => {
    standing.delete(notification);
    onClick();
  });
  notification.show();
}
