import type { ConnectionView, ExchangeHealthView } from '../../../src-preload/contract/exchange-views.ts';
import type { Tone } from '../../ui/index.ts';

/** How a connection stands as a person would say it: one that is set up and does not get through is not well. */
export type Standing = ConnectionView['state'] | 'disturbed';

export const TONE_OF_STANDING: Readonly<Record<Standing, Tone>> = {
  starting: 'warning',
  ready: 'good',
  disturbed: 'bad',
  failed: 'bad',
};

export function standingOf({ state, health }: Pick<ConnectionView, 'state' | 'health'>): Standing {
  return state === 'ready' && health !== null && isDisturbed(health) ? 'disturbed' : state;
}

function isDisturbed({ breakers, streams, pausedUntilMs }: ExchangeHealthView): boolean {
  return (
    pausedUntilMs !== null ||
    breakers.some((breaker) => breaker.state !== 'closed') ||
    streams.some((stream) => stream.state === 'waiting')
  );
}
