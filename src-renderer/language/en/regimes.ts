/** Texts about the market's regimes. */
export const regimeTexts = {
  title: 'Regime',
  unknown: 'not known yet',
  form: {
    goesByThem: 'Goes by the market’s regime',
    hint: 'Enters in some states of its market only, or with a part of its size; what it holds is not touched',
    label: 'Enters in, with this much of its size',
    sizeIn: (regime: string) => `Size in ${regime}`,
    sizeOutOfRange: 'More than 0%, at most 100%',
    noneAllowed: 'Choose one or more regimes to enter in',
  },
  names: {
    range: 'range',
    trendUp: 'trend up',
    trendDown: 'trend down',
    highVolatility: 'high volatility',
    crisis: 'crisis',
  },
} as const;
