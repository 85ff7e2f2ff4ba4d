/** How grave a line of the log is, the gravest first. */
export const LOG_LEVELS = ['error', 'warn', 'info', 'debug'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** The parts of the program that a line may come from; `app` where none is named. */
export const LOG_AREAS = [
  'engine',
  'orders',
  'risk',
  'bots',
  'accounts',
  'exchanges',
  'strategies',
  'storage',
  'window',
  'app',
] as const;
export type LogArea = (typeof LOG_AREAS)[number];
