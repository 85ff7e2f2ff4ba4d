/** What the system tells while no window of ours is in front, each of which a person may switch off. */
export const NOTIFICATION_KINDS = ['halt', 'stop', 'limit', 'bot', 'account', 'connection', 'fill', 'alert'] as const;
export type NotificationKind = (typeof NOTIFICATION_KINDS)[number];
