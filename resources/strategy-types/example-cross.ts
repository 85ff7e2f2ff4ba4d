import { choice, defineStrategy, enterLong, enterShort, exit, hold, indicator, integer, number } from 'bellwether';

/**
 * Two moving averages: buys when the fast one crosses above the slow one and leaves when it crosses below. Copy this file
 * under another name and change it; every save is checked, and the app says in which line something is wrong.
 */
export default defineStrategy({
  title: 'Example: moving average cross',
  description: 'Buys when a fast average crosses above a slow one, with a stop below the entry.',

  parameters: {
    fast: integer({ default: 10, min: 1, max: 500, title: 'Fast period', description: 'Candles in the fast average' }),
    slow: integer({ default: 30, min: 2, max: 2000, title: 'Slow period', description: 'Candles in the slow average' }),
    stop: number({ default: 0.05, min: 0.001, max: 0.5, title: 'Stop', description: 'Below the entry: 0.05 is 5 %' }),
    direction: choice(['long', 'both'], { title: 'Direction', description: 'both: sells short on the cross down' }),
  },

  indicators: ({ fast, slow }) => ({
    fast: indicator('sma', { period: fast }),
    slow: indicator('sma', { period: slow }),
  }),

  decide({ indicators: { fast, slow }, parameters, position }) {
    const isAbove = fast.at(0) > slow.at(0);
    const wasAbove = fast.at(1) > slow.at(1);
    const bracket = { stopLoss: { fraction: parameters.stop } };
    if (isAbove && !wasAbove) return enterLong({ tag: 'cross up', bracket });
    if (!isAbove && wasAbove) {
      if (parameters.direction === 'both') return enterShort({ tag: 'cross down', bracket });
      if (position.side === 'long') return exit({ tag: 'cross down' });
    }
    return hold();
  },
});
