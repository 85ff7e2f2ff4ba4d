import type { ChannelName } from './channels.ts';

/** The names alone, so that the preload needs no schema library. The compiler and a test keep them equal to CHANNELS. */
export const CHANNEL_NAMES = [
  'app.info',
  'app.snapshot',
  'app.answerClose',
  'account.equityHistory',
  'account.activity',
  'instruments.list',
  'candles.window',
  'candles.indicator',
  'candles.follow',
  'strategies.list',
  'indicators.list',
  'bots.save',
  'bots.remove',
  'bots.start',
  'bots.stop',
  'trading.halt',
  'trading.release',
  'data.series',
  'data.gaps',
  'data.chooseFile',
  'data.preview',
  'data.import',
  'data.importResult',
  'data.remove',
  'backtest.start',
  'backtest.result',
  'backtest.export',
  'jobs.cancel',
  'settings.change',
] as const satisfies readonly ChannelName[];

/** Main pushes fact batches on this channel. */
export const FACTS_CHANNEL = 'facts';
