import { useEffect, useState } from 'react';
import { formatDuration } from '../../format/index.ts';
import { wording } from '../../language/index.ts';
import { silenceMs, useReplicaStore } from '../../replica/index.ts';
import classes from './app-frame.module.css';

const LOOK_EVERY_MS = 1000;
/** Shorter silences are a busy machine, not a lost engine. */
const TOLERATED_MS = 10_000;

/** Prices that stand still look like a quiet market. When nothing has come for long, or the snapshot fails, it is said. */
export function SilenceBanner() {
  const silentMs = useSilence();
  const failure = useReplicaStore((replica) => replica.failure);
  if (silentMs < TOLERATED_MS && failure === null) return null;
  return (
    <div className={classes.silence} role="alert">
      {failure === null
        ? wording.frame.silent(formatDuration(silentMs))
        : `${wording.errors[failure.code]} · ${failure.message}`}
    </div>
  );
}

/** 0 while facts come; drawn again each second only while they do not. */
function useSilence(): number {
  const [silentMs, setSilentMs] = useState(0);
  useEffect(() => {
    const look = (): void => {
      const nowMs = silenceMs();
      setSilentMs(nowMs < TOLERATED_MS ? 0 : nowMs);
    };
    const timer = setInterval(look, LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return silentMs;
}
