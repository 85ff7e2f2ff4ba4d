import { formatTime, type TimePattern } from '../format/index.ts';
import { useTimeZone } from './time-zone.tsx';
import classes from './value.module.css';

export type TimeTextProps = { readonly timeMs: number | null | undefined; readonly pattern?: TimePattern };

/** A moment in the reader's zone. */
export function TimeText({ timeMs, pattern = 'dateTime' }: TimeTextProps) {
  const timeZone = useTimeZone();
  const machine = timeMs === null || timeMs === undefined ? undefined : new Date(timeMs).toISOString();
  return (
    <time className={classes.value} dateTime={machine}>
      {formatTime(timeMs, timeZone, pattern)}
    </time>
  );
}
