import { type ComponentType, lazy } from 'react';

/** A page whose code is fetched when it is first drawn, or before. */
export type FramePage = {
  /** Suspends while its code is on its way. */
  readonly fetchedWhenDrawn: ComponentType;
  /** The page itself once its code is there. */
  readonly fetched: () => ComponentType | undefined;
  /** Never rejects: what cannot be fetched now is fetched again, and told, when the page is drawn. */
  readonly fetch: () => Promise<void>;
};

export function framePage(load: () => Promise<ComponentType>): FramePage {
  let page: ComponentType | undefined;
  const loaded = async (): Promise<ComponentType> => {
    page ??= await load();
    return page;
  };
  return {
    fetchedWhenDrawn: lazy(async () => ({ default: await loaded() })),
    fetched: () => page,
    fetch: () => loaded().then(ignore, ignore),
  };
}

const ignore = (): void => undefined;

/** The window has settled by then; whoever goes to another page sooner fetches it then. */
const FIRST_AFTER_MS = 2000;

/** Fetches one page after the other, each when the window has nothing else to do. Returns the way to stop it. */
export function fetchWhenIdle(pages: Readonly<Record<string, FramePage>>): () => void {
  let idle: number | undefined;
  const waiting = Object.values(pages).filter((page) => page.fetched() === undefined);
  const next = (): void => {
    const page = waiting.shift();
    if (page === undefined) return;
    idle = requestIdleCallback(() => void page.fetch().then(next));
  };
  const timer = setTimeout(next, FIRST_AFTER_MS);
  return () => {
    clearTimeout(timer);
    if (idle !== undefined) cancelIdleCallback(idle);
    waiting.length = 0;
  };
}
