import { useEffect, useState } from 'react';
import { formatTime, zoneOffset } from '../../format/index.ts';
import { wording } from '../../language/index.ts';
import { useTimeZone } from '../../ui/index.ts';
import classes from './app-header.module.css';

/** The time in the zone every time of the window is shown in, and which zone that is. */
export function Clock() {
  const timeZone = useTimeZone();
  const nowMs = useNow();
  const offset = zoneOffset(timeZone, nowMs);
  return (
    <div
      className={classes.clock}
      role="timer"
      aria-live="off"
      aria-label={wording.frame.clock(timeZone)}
      title={wording.frame.clock(timeZone)}
    >
      <span>{formatTime(nowMs, timeZone, 'time')}</span>
      <span className={classes.zone}>{offset === timeZone ? timeZone : `${timeZone} ${offset}`}</span>
    </div>
  );
}

/** Moves at each full second. */
function useNow(): number {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    let timer = 0;
    const tick = (): void => {
      const now = Date.now();
      setNowMs(now);
      timer = window.setTimeout(tick, 1000 - (now % 1000));
    };
    tick();
    return () => clearTimeout(timer);
  }, []);
  return nowMs;
}
