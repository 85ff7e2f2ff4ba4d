import type { ConnectionView, ExchangeHealthView, KeyField } from '../../../src-preload/contract/exchange-views.ts';

const states = {
  starting: 'Connecting',
  ready: 'Connected',
  failed: 'Not connected',
  disturbed: 'Disturbed',
} as const satisfies Record<ConnectionView['state'] | 'disturbed', string>;

const breakerStates = {
  closed: 'Working',
  open: 'Paused',
  halfOpen: 'Trying',
} as const satisfies Record<ExchangeHealthView['breakers'][number]['state'], string>;

const streamStates = {
  connecting: 'Connecting',
  live: 'Live',
  waiting: 'Waiting to reconnect',
  closed: 'Closed',
} as const satisfies Record<ExchangeHealthView['streams'][number]['state'], string>;

const fields = {
  apiKey: 'API key',
  secret: 'Secret',
  passphrase: 'Passphrase',
} as const satisfies Record<KeyField, string>;

/** What can be done where the way to an exchange fails. */
const advice = {
  nameNotFound: 'Its server was not found by name. Is this machine online, and is the address right?',
  nobodyListens: 'Nothing answers at its address. Is the address right, and does the server run?',
  notTrusted:
    'Its certificate is not trusted. Check the clock of this machine and what stands between it and the exchange.',
  noAnswer: 'No answer came in time. Is the line slow, or is the exchange blocked from here?',
  broken: 'The connection broke. Is this machine online, and does the exchange report a fault of its own?',
} as const;

/** Texts of the exchanges page. */
export const exchangeTexts = {
  connectTitle: 'Connect an exchange',
  connectHint: 'Market data needs no key. Bots on an exchange trade on paper, on its live prices.',
  exchange: 'Exchange',
  exchangePlaceholder: 'Type to search',
  ownAdapters: 'Own adapters',
  throughCcxt: 'Through ccxt',
  otherAddresses: 'Use other addresses (a test network or a local server)',
  rest: 'REST address',
  stream: 'Stream address',
  userStream: 'User stream address',
  badAddress: (schemes: string) => `An address that begins with ${schemes}`,
  connect: 'Connect',
  connected: 'Connections',
  none: 'No exchange is connected',
  noneHint:
    'The demo market works without one. Connect an exchange to chart, download and trade on paper on real prices.',
  choose: 'Choose a connection on the left',
  states,
  ownAddresses: 'its own addresses',
  instruments: (count: number, shown: string) => (count === 1 ? '1 instrument' : `${shown} instruments`),
  listed: 'Lists',
  unlisted: 'instruments not known yet',
  advice,
  disturbedHint: 'Connected before, but not everything gets through now.',
  triedAgain: 'It is tried again by itself; nothing is lost by waiting.',
  failing: 'Failing',
  test: 'Test',
  tested: (instruments: string, latency: string) => `Answers: ${instruments} instruments, ${latency}`,
  testedKey: 'The key works.',
  remove: 'Remove',
  removeQuestion: (name: string) => `Remove the connection to ${name}? Its key is forgotten; stored candles stay.`,
  removeBots: (bots: number) =>
    bots === 1
      ? 'One bot is on it: without prices it can neither enter nor leave a position.'
      : `${bots} bots are on it: without prices they can neither enter nor leave a position.`,
  cancel: 'Cancel',
  record: 'Record traffic to a tape',
  recording: (file: string) => `Recording to ${file}`,
  recordHint: 'Raw messages without keys, in the data folder, for a replay.',
  latency: 'Latency',
  latencyValue: (median: string, p95: string) => `${median} median, ${p95} p95`,
  clock: "Exchange's clock",
  clockValue: (offset: string, doubt: string) => `${offset} against ours, give or take ${doubt}`,
  unmeasured: 'not measured yet',
  pausedUntil: 'The exchange asked for silence: no request before',
  accountsTitle: 'Trading with real money',
  accountsHint:
    'An account for each asset that is paid in. Bots choose it in their form. Its money is what the exchange says.',
  quoteAsset: 'Asset that is paid in',
  openAccount: 'Trade with real money',
  closeAccount: 'Switch off',
  closeAccountOf: (name: string) => `Switch ${name} off`,
  keyTitle: 'Key',
  keyHint:
    'Copy each part at the exchange and take it from the clipboard here, or choose a key file. The key goes straight to the keychain: it never passes this window and is not shown again.',
  keyKept: { keychain: 'in the system’s keychain', session: 'for this session only' },
  keyEnding: (hint: string) => `Key ending in ${hint}`,
  noKey: 'No key: market data only.',
  fields,
  fromClipboard: 'From clipboard',
  fromFile: 'From file',
  taken: (length: number) => `taken, ${length} characters`,
  notTaken: 'not taken yet',
  keep: 'Keep the key',
  keepChoices: { keychain: 'In the system’s keychain', session: 'For this session only' },
  saveKey: 'Check and keep',
  checkAgain: 'Check again',
  keyAdvice: {
    authenticationFailed:
      'Take both parts again: they belong together, to this exchange and to its real or its test network. A key bound to addresses works from those alone.',
    keychainUnavailable: 'Choose “For this session only”, or unlock the keychain and check again.',
    unsupportedRuntime: 'Market data and paper bots need no key.',
  },
  forgetKey: 'Forget the key',
  withdrawTitle: 'This key may withdraw money',
  withdrawHint: (sentence: string) =>
    `Trading needs no withdrawals: take the right away at the exchange and check again, or make another key. To keep it as it is, type “${sentence}”.`,
  permissions: 'It may',
  canRead: 'read',
  canTrade: 'trade',
  canWithdraw: 'withdraw',
  withdrawUnknown: 'withdrawals: the exchange does not say',
  noIpList:
    'It is not bound to addresses: anybody who has it can use it from anywhere. Bind it to your own at the exchange.',
  budgetTitle: 'Request budget',
  budgetUse: (used: string, limit: string, window: string) => `${used} of ${limit} in ${window}`,
  breakerTitle: 'Circuit breakers',
  breakerColumns: {
    group: 'Requests',
    state: 'State',
    failures: 'Failures in a row',
    retry: 'Next try',
    reason: 'Reason',
  },
  breakerStates,
  noBreakers: 'Nothing was asked for yet.',
  streamTitle: 'Streams',
  streamColumns: { name: 'Stream', state: 'State', topics: 'Topics', reconnects: 'Reconnects', last: 'Last message' },
  streamStates,
  noStreams: 'No market is followed yet: open a chart or set up a bot on one.',
} as const;
