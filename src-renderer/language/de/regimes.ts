import type { Texts } from '../texts.ts';

export const regimeTexts: Texts['regimes'] = {
  title: 'Regime',
  unknown: 'noch nicht bekannt',
  form: {
    goesByThem: 'Richtet sich nach dem Marktregime',
    hint: 'Steigt nur in manchen Zuständen seines Marktes ein oder mit einem Teil der Größe; Gehaltenes bleibt unberührt',
    label: 'Einstieg in, mit diesem Teil der Größe',
    sizeIn: (regime) => `Größe in ${regime}`,
    sizeOutOfRange: 'Mehr als 0 %, höchstens 100 %',
    noneAllowed: 'Mindestens ein Regime für Einstiege wählen',
  },
  names: {
    range: 'Seitwärts',
    trendUp: 'Aufwärtstrend',
    trendDown: 'Abwärtstrend',
    highVolatility: 'hohe Volatilität',
    crisis: 'Krise',
  },
};
