/** Every kind of panel a workspace may hold, any number of each; the order is that of the menu. */
export const PANEL_KINDS = [
  'chart',
  'watchlist',
  'ladder',
  'tape',
  'ticket',
  'bots',
  'bot',
  'positions',
  'orders',
  'accounts',
  'equity',
  'activity',
  'drawdown',
  'limits',
  'killSwitch',
  'alerts',
  'report',
  'log',
] as const;
export type PanelKind = (typeof PANEL_KINDS)[number];

/** Panels of one colour show one symbol. A letter stands beside the colour, for who cannot tell them apart. */
export const LINKS = ['A', 'B', 'C', 'D'] as const;
export type Link = (typeof LINKS)[number];

/** What a panel shows: plain data that the layout keeps. */
export type PanelParams = {
  readonly kind: PanelKind;
  readonly link: Link | null;
  readonly instrumentId: string | null;
  /** Of a chart: what the person chose on it, as `readSetup` of the charts reads it back. Of a bot: which one. */
  readonly setup?: unknown;
};

/** Those that show one instrument and can be linked. */
const OF_ONE_INSTRUMENT: ReadonlySet<PanelKind> = new Set<PanelKind>([
  'chart',
  'watchlist',
  'ladder',
  'tape',
  'ticket',
]);

export const showsInstrument = (kind: PanelKind): boolean => OF_ONE_INSTRUMENT.has(kind);

/** A new panel; one that shows an instrument follows the first colour, so that it shows what the others do. */
export function newParams(kind: PanelKind): PanelParams {
  return { kind, link: showsInstrument(kind) ? 'A' : null, instrumentId: null };
}

/** What a kept layout says of a panel; null for anything a panel of today cannot be. */
export function readParams(value: unknown): PanelParams | null {
  if (typeof value !== 'object' || value === null) return null;
  const { kind, link, instrumentId, setup } = value as Readonly<Record<string, unknown>>;
  const known = PANEL_KINDS.find((one) => one === kind);
  if (known === undefined) return null;
  return {
    kind: known,
    link: LINKS.find((one) => one === link) ?? null,
    instrumentId: typeof instrumentId === 'string' ? instrumentId : null,
    ...(setup === undefined ? {} : { setup }),
  };
}

/** Which bot a kept panel shows; null for the first. */
export function readBotId(setup: unknown): string | null {
  if (typeof setup !== 'object' || setup === null) return null;
  const { botId } = setup as Readonly<Record<string, unknown>>;
  return typeof botId === 'string' ? botId : null;
}
