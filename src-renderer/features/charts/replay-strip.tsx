import { Button, Group, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { formatTime } from '../../format/index.ts';
import { wording } from '../../language/index.ts';
import { useSettings } from '../../replica/index.ts';
import { StateBadge } from '../../ui/index.ts';
import type { ChartInterval } from './chart-source.ts';
import { INTERVAL_MS } from './intervals.ts';
import classes from './replay.module.css';
import { REPLAY_SPEEDS } from './replay.ts';
import { momentOfWallClock } from './time-ticks.ts';
import type { Replay } from './use-replay.ts';

const texts = wording.chart.replay;

export type ReplayStripProps = { readonly replay: Replay; readonly interval: ChartInterval };

/** Over a chart that shows the past as if it were now: says so, and walks. */
export function ReplayStrip({ replay, interval }: ReplayStripProps) {
  const { state, leave, choose } = replay;
  return (
    <section className={classes.strip} aria-label={texts.title} data-testid="replay-strip">
      <StateBadge tone="warning" label={state.phase === 'choosing' ? texts.choosing : texts.notMarket} />
      {state.phase === 'choosing' ? <BeginAt {...{ replay, interval }} /> : <Walk {...{ replay, interval }} />}
      {state.phase === 'at' && (
        <Button size="compact-xs" variant="default" onClick={choose}>
          {texts.another}
        </Button>
      )}
      <Button size="compact-xs" variant="default" onClick={leave}>
        {texts.leave}
      </Button>
    </section>
  );
}

function BeginAt({ replay, interval }: ReplayStripProps) {
  const { timeZone } = useSettings();
  const [typed, setTyped] = useState('');
  const wallMs = Date.parse(`${typed}Z`);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (Number.isNaN(wallMs)) return;
        const barMs = INTERVAL_MS[interval];
        replay.beginAt(Math.floor(momentOfWallClock(wallMs, timeZone) / barMs) * barMs);
      }}
    >
      <Group gap="xs" wrap="nowrap">
        <TextInput
          size="xs"
          type="datetime-local"
          aria-label={texts.date(timeZone)}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button size="compact-xs" type="submit" disabled={Number.isNaN(wallMs)}>
          {texts.begin}
        </Button>
      </Group>
    </form>
  );
}

function Walk({ replay, interval }: ReplayStripProps) {
  const { state, speed, setSpeed, step, togglePlay } = replay;
  const { timeZone } = useSettings();
  if (state.phase !== 'at') return null;
  const { isPlaying, isAtEnd, place } = state;
  const newestMs = place.untilMs - INTERVAL_MS[interval];
  return (
    <Group gap="xs" wrap="nowrap">
      <strong className={classes.time}>{formatTime(newestMs, timeZone, 'dateTime')}</strong>
      <Button size="compact-xs" variant="default" title={texts.keys.back} onClick={() => step(-1)}>
        {texts.back}
      </Button>
      <Button size="compact-xs" title={texts.keys.play} disabled={isAtEnd} onClick={togglePlay}>
        {isPlaying ? texts.pause : texts.play}
      </Button>
      <Button size="compact-xs" variant="default" title={texts.keys.forward} disabled={isAtEnd} onClick={() => step(1)}>
        {texts.forward}
      </Button>
      <Select
        size="xs"
        w={156}
        aria-label={texts.speed}
        data={REPLAY_SPEEDS.map((one) => ({ value: String(one), label: texts.barsPerSecond(one) }))}
        value={String(speed)}
        allowDeselect={false}
        onChange={(value) => setSpeed(REPLAY_SPEEDS.find((one) => String(one) === value) ?? speed)}
      />
      {isAtEnd && <span role="status">{texts.atEnd}</span>}
    </Group>
  );
}
