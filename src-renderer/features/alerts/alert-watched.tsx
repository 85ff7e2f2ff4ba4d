import { wording } from '../../language/index.ts';
import { useFeedState, useInstrument } from '../../replica/index.ts';
import { StateBadge, type Tone } from '../../ui/index.ts';

const texts = wording.alerts;

type Standing = { readonly tone: Tone; readonly label: string };

/** Whether somebody watches: it is done with, its market is down, or it has none. */
export function AlertWatched({ instrumentId, isArmed }: { readonly instrumentId: string; readonly isArmed: boolean }) {
  const instrument = useInstrument(instrumentId);
  const venue = instrumentId.slice(0, Math.max(0, instrumentId.indexOf(':')));
  const feed = useFeedState(instrument ?? { id: instrumentId, venue, simulated: false });
  return <StateBadge {...standingOf(isArmed, feed?.state ?? null)} />;
}

function standingOf(isArmed: boolean, feed: string | null): Standing {
  if (!isArmed) return { tone: 'neutral', label: texts.done };
  if (feed === null) return { tone: 'warning', label: texts.noMarket };
  if (feed === 'stale' || feed === 'disconnected') return { tone: 'bad', label: texts.feedDown };
  return { tone: 'good', label: texts.watched };
}
