import type { OwnStrategyView } from '../../../src-preload/contract/own-strategy-views.ts';

const states = {
  checking: 'Checking',
  ready: 'Ready',
  faulty: 'Has faults',
} as const satisfies Record<OwnStrategyView['state'], string>;

/** Texts of the strategies page. */
export const strategiesTexts = {
  /** What a strategy says of itself or of a parameter; what a person's own says stays as it is. */
  said: (text: string) => text,
  ownTitle: 'Your strategies',
  ownEmpty: 'No file yet',
  ownEmptyHint: 'Open the folder, copy the example under another name and save it: it is checked at once.',
  ownHint:
    'One TypeScript or JavaScript file each. Every save is checked: types, warm-up, look-ahead. A strategy runs apart from trading, without files, network or other programs.',
  openFolder: 'Open the folder',
  shippedTitle: 'Shipped with Bellwether',
  states,
  savedAt: 'Saved',
  problemsTitle: 'What is wrong in the file',
  problemsKept: 'The last good save runs on until these are mended.',
  findingsTitle: 'What the checks on candles found',
  findingsClean: 'Look-ahead, warm-up and repainting were checked on candles of the demo market: nothing found.',
  place: (line: number, column: number) => (column === 0 ? `Line ${line}` : `Line ${line}:${column}`),
  wholeFile: 'File',
  ruleTitle: 'Rule',
  parametersTitle: 'Parameters',
  parameterColumns: { name: 'Name', standard: 'Default', meaning: 'Meaning' },
  noParameters: 'It has no parameters.',
  useInBacktest: 'Try it in a backtest',
  choose: 'Choose a strategy on the left',
} as const;
