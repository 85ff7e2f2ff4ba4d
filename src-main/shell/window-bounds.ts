/** Where a window was when it was last seen. Device-independent pixels. */
export type WindowState = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly isMaximized: boolean;
};

export type Area = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

export const MINIMUM_SIZE = { width: 900, height: 600 } as const;
const FIRST_SIZE = { width: 1440, height: 900 } as const;
/** So much of the title bar must be on a screen for a hand to reach it. */
const REACHABLE = { width: 120, height: 40 } as const;

/** Parses what was kept; undefined for anything else, since the file is open to every editor. */
export function parseWindowState(value: unknown): WindowState | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { x, y, width, height, isMaximized } = value as Readonly<Record<string, unknown>>;
  const numbers = [x, y, width, height];
  if (!numbers.every((number) => Number.isInteger(number) && Math.abs(number as number) < 100_000)) return undefined;
  if (typeof isMaximized !== 'boolean') return undefined;
  return { x: x as number, y: y as number, width: width as number, height: height as number, isMaximized };
}

/**
 * Where to put the window now: as it was when that can be reached on one of today's screens, else in the middle of the
 * first, and never larger than the screen it is on.
 */
export function fitWindow(kept: WindowState | undefined, workAreas: readonly Area[]): WindowState {
  const screen = kept === undefined ? undefined : workAreas.find((area) => isReachable(kept, area));
  if (kept !== undefined && screen !== undefined) {
    const width = between(kept.width, MINIMUM_SIZE.width, screen.width);
    const height = between(kept.height, MINIMUM_SIZE.height, screen.height);
    return { ...kept, width, height };
  }
  const first = workAreas[0] ?? { x: 0, y: 0, ...FIRST_SIZE };
  const width = between(kept?.width ?? FIRST_SIZE.width, MINIMUM_SIZE.width, first.width);
  const height = between(kept?.height ?? FIRST_SIZE.height, MINIMUM_SIZE.height, first.height);
  const x = Math.round(first.x + Math.max(0, first.width - width) / 2);
  const y = Math.round(first.y + Math.max(0, first.height - height) / 2);
  return { x, y, width, height, isMaximized: kept?.isMaximized ?? false };
}

/** The title bar is at the top: its height must lie inside the screen, and a hand's breadth of its width. */
function isReachable(window: WindowState, area: Area): boolean {
  const overlap = Math.min(window.x + window.width, area.x + area.width) - Math.max(window.x, area.x);
  return overlap >= REACHABLE.width && window.y >= area.y && window.y + REACHABLE.height <= area.y + area.height;
}

function between(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, Math.min(least, most)), most);
}
