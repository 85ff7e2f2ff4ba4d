import { z } from 'zod';
import { NOTIFICATION_KINDS } from '../../src-main/base/notification-kinds.ts';

/** What is told outside the window while none is in front. */
export const notificationSettingsView = z.strictObject({
  kinds: z.record(z.enum(NOTIFICATION_KINDS), z.boolean()),
  /** Amounts, prices and causes are left out: others may see the screen. */
  hidesAmounts: z.boolean(),
});
export type NotificationSettingsView = z.infer<typeof notificationSettingsView>;

/** Pages that a notification opens. */
export const notifiedPage = z.enum(['dashboard', 'orders', 'risk', 'exchanges', 'chart']);
export type NotifiedPage = z.infer<typeof notifiedPage>;
