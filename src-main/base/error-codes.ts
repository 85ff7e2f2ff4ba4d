/**
 * Every error that may cross a border (IPC, CLI, control API) has one of these codes. The union is closed: adding a code
 * here is the only way to invent one, and the window's language file must name it (a test compares the two).
 */
export const ERROR_CODES = [
  'badArgument',
  'badParams',
  'unknownCommand',
  'unknownStrategy',
  'badStrategy',
  'strategyFailed',
  'unknownIndicator',
  'unknownInstrument',
  'unknownBot',
  'unknownJob',
  'unknownRun',
  'fileNotFound',
  'fileUnreadable',
  'fileUnwritable',
  'noGoodRows',
  'noCandles',
  'resultOutdated',
  'cancelled',
  'dataFolderInUse',
  'dataFolderUnwritable',
  'databaseNewer',
  'databaseDamaged',
  'databaseFull',
  'botRunning',
  'botNotRunning',
  'halted',
  'senderRefused',
  'requestTooLarge',
  'requestInvalid',
  'replyInvalid',
  'keychainUnavailable',
  'bug',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];
