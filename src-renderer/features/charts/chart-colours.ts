import type { RegimeName } from '../../../src-preload/contract/regimes.ts';
import type { SettingsView } from '../../../src-preload/contract/views.ts';

/** Canvas colours; the page's own come from the design system. */
export type ChartColours = {
  readonly up: string;
  readonly down: string;
  /** Behind white text. */
  readonly upTag: string;
  readonly downTag: string;
  readonly volumeUp: string;
  readonly volumeDown: string;
  readonly line: string;
  readonly text: string;
  readonly buy: string;
  readonly sell: string;
  readonly drawdown: string;
  readonly drawdownArea: string;
  readonly equity: string;
  /** Background of the price pane, from a palette that all eyes tell apart (Okabe and Ito); a range has none. */
  readonly regimes: Readonly<Record<Exclude<RegimeName, 'range'>, string>>;
  /** How much of a regime's colour its background takes; a crisis stands out. */
  readonly regimeShade: number;
  readonly crisisShade: number;
  /** For indicator lines, in the order they are added. */
  readonly palette: readonly string[];
};

const DARK: ChartColours = {
  up: '#26a69a',
  down: '#ef5350',
  upTag: '#0b7a6e',
  downTag: '#c92a2a',
  volumeUp: 'rgba(38,166,154,0.35)',
  volumeDown: 'rgba(239,83,80,0.35)',
  line: 'rgba(255,255,255,0.07)',
  text: '#a6a7ab',
  buy: '#4dabf7',
  sell: '#ffa94d',
  drawdown: '#ef5350',
  drawdownArea: 'rgba(239,83,80,0.22)',
  equity: '#4dabf7',
  regimes: { trendUp: '#56b4e9', trendDown: '#e69f00', highVolatility: '#cc79a7', crisis: '#d55e00' },
  regimeShade: 0.13,
  crisisShade: 0.28,
  palette: ['#ffd43b', '#74c0fc', '#da77f2', '#ffa94d', '#8ce99a', '#f783ac', '#66d9e8', '#ced4da'],
};

const LIGHT: ChartColours = {
  up: '#089981',
  down: '#e03131',
  upTag: '#087f6c',
  downTag: '#c92a2a',
  volumeUp: 'rgba(8,153,129,0.30)',
  volumeDown: 'rgba(224,49,49,0.30)',
  line: 'rgba(0,0,0,0.07)',
  text: '#495057',
  buy: '#1864ab',
  sell: '#d9480f',
  drawdown: '#e03131',
  drawdownArea: 'rgba(224,49,49,0.16)',
  equity: '#1864ab',
  regimes: { trendUp: '#0072b2', trendDown: '#e69f00', highVolatility: '#cc79a7', crisis: '#d55e00' },
  regimeShade: 0.16,
  crisisShade: 0.32,
  palette: ['#e67700', '#1971c2', '#9c36b5', '#d9480f', '#2b8a3e', '#c2255c', '#0b7285', '#495057'],
};

type Scheme = 'dark' | 'light';
export type UpDownColours = SettingsView['upDownColours'];
type UpDown = Pick<ChartColours, 'up' | 'down' | 'upTag' | 'downTag' | 'volumeUp' | 'volumeDown'>;

const BLUE_ORANGE: Readonly<Record<Scheme, UpDown>> = {
  dark: {
    up: '#4c9fe8',
    down: '#f08c2e',
    upTag: '#1864ab',
    downTag: '#a34700',
    volumeUp: 'rgba(76,159,232,0.35)',
    volumeDown: 'rgba(240,140,46,0.35)',
  },
  light: {
    up: '#1c7ed6',
    down: '#d9660a',
    upTag: '#1864ab',
    downTag: '#a34700',
    volumeUp: 'rgba(28,126,214,0.30)',
    volumeDown: 'rgba(217,102,10,0.30)',
  },
};

/** As the page's own `--bw-up` and `--bw-down` in `ui/theme.css`. */
export function chartColours(scheme: Scheme, upDown: UpDownColours = 'greenRed'): ChartColours {
  const colours = scheme === 'dark' ? DARK : LIGHT;
  if (upDown === 'greenRed') return colours;
  return { ...colours, ...(upDown === 'blueOrange' ? BLUE_ORANGE[scheme] : swapped(colours)) };
}

function swapped({ up, down, upTag, downTag, volumeUp, volumeDown }: UpDown): UpDown {
  return { up: down, down: up, upTag: downTag, downTag: upTag, volumeUp: volumeDown, volumeDown: volumeUp };
}
