import { create } from 'zustand';
import type { Link } from './panel-params.ts';

type Linked = Readonly<Partial<Record<Link, string>>>;

/** The instrument each colour stands for now, in all windows. */
const useLinks = create<Linked>(() => ({}));

type Told = { readonly link: Link; readonly instrumentId: string };
const otherWindows = new BroadcastChannel('bellwether-links');
otherWindows.onmessage = ({ data }: MessageEvent<Told>) => {
  useLinks.setState({ [data.link]: data.instrumentId });
};

/** Every panel of this colour shows the instrument from now on, also in the other windows. */
export function setLinked(link: Link, instrumentId: string): void {
  useLinks.setState({ [link]: instrumentId });
  otherWindows.postMessage({ link, instrumentId } satisfies Told);
}

export function useLinked(link: Link | null): string | undefined {
  return useLinks((links) => (link === null ? undefined : links[link]));
}
