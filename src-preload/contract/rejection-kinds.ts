/** Why a row of a CSV file was not taken. A file of its own: the window needs the names and not the schema library. */
export const REJECTION_KINDS = [
  'malformed',
  'badTime',
  'outOfOrder',
  'duplicate',
  'highBelowLow',
  'openCloseOutside',
  'nonPositive',
  'negativeVolume',
  'offInterval',
] as const;
