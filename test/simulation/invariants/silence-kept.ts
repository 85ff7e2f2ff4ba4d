import type { Invariant } from './probes.ts';

/** What a clock that runs fast makes of a pause of a minute: less than the way there. */
const DRIFT_MS = 12;

/** After a 429 or 418 nothing leaves before its Retry-After, also after a restart. */
export const silenceKept: Invariant = {
  name: 'silence is kept',
  watch: ({ world }) => {
    let untilMs = 0;
    let isClockSet = false;
    return {
      silenceAsked: (atMs) => {
        untilMs = Math.max(untilMs, atMs);
        isClockSet = false;
        return null;
      },
      // Kept as wall time over a restart: when the clock is set between, nobody can know how much of it is left.
      clockSet: () => {
        isClockSet = true;
        return null;
      },
      booted: () => {
        if (isClockSet) untilMs = 0;
        return null;
      },
      requestLeaves: (name) => {
        const earlyMs = untilMs - world.elapsedMs;
        return earlyMs > DRIFT_MS ? `${name} leaves ${Math.ceil(earlyMs)} ms before it may` : null;
      },
    };
  },
};
