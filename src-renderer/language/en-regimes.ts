/** Texts about the market's regimes. */
export const regimeTexts = {
  title: 'Regime',
  unknown: 'not known yet',
  names: {
    range: 'range',
    trendUp: 'trend up',
    trendDown: 'trend down',
    highVolatility: 'high volatility',
    crisis: 'crisis',
  },
} as const;
