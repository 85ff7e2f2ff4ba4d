import { SegmentedControl, Select } from '@mantine/core';
import { useId, useMemo } from 'react';
import { allTimeZones, zoneOffset } from '../../format/index.ts';
import { wording } from '../../language/index.ts';
import { useReplica } from '../../replica/index.ts';
import { Panel } from '../../ui/index.ts';
import { changeSettings } from './change-settings.ts';
import { THEMES, UP_DOWN_COLOURS } from './choices.ts';
import { LanguageChoice } from './language-choice.tsx';
import { NumberLocaleChoice } from './number-locale-choice.tsx';
import classes from './settings-page.module.css';

const texts = wording.settings;
const MOST_SHOWN = 100;

export function Appearance() {
  return (
    <Panel title={texts.appearance}>
      <div className={classes.fields}>
        <LanguageChoice />
        <Theme />
        <RisingAndFalling />
        <NumberLocaleChoice />
        <TimeZone />
      </div>
    </Panel>
  );
}

function Theme() {
  const theme = useReplica(({ settings }) => settings.theme);
  const id = useId();
  return (
    <div>
      <p className={classes.label} id={id}>
        {texts.theme}
      </p>
      <SegmentedControl
        aria-labelledby={id}
        data={THEMES.map((value) => ({ value, label: texts.themes[value] }))}
        value={theme}
        onChange={(value) => void changeSettings({ theme: THEMES.find((known) => known === value) ?? 'system' })}
      />
    </div>
  );
}

/** Which colours mean up and down. */
function RisingAndFalling() {
  const chosen = useReplica(({ settings }) => settings.upDownColours);
  const id = useId();
  return (
    <div>
      <p className={classes.label} id={id}>
        {texts.upDownColours}
      </p>
      <SegmentedControl
        aria-labelledby={id}
        data={UP_DOWN_COLOURS.map((value) => ({ value, label: texts.upDownChoices[value] }))}
        value={chosen}
        onChange={(value) =>
          void changeSettings({ upDownColours: UP_DOWN_COLOURS.find((known) => known === value) ?? 'greenRed' })
        }
      />
      <p className={classes.hint}>{texts.upDownHint}</p>
    </div>
  );
}

function TimeZone() {
  const timeZone = useReplica(({ settings }) => settings.timeZone);
  const zones = useMemo(() => [...new Set([timeZone, ...allTimeZones()])].sort(utcFirst), [timeZone]);
  return (
    <Select
      label={texts.timeZone}
      description={texts.timeZoneHint}
      data={zones}
      value={timeZone}
      searchable
      allowDeselect={false}
      limit={MOST_SHOWN}
      nothingFoundMessage={wording.ui.nothingFound}
      rightSection={<span className={classes.hint}>{zoneOffset(timeZone, Date.now())}</span>}
      rightSectionWidth={70}
      onChange={(zone) => zone !== null && void changeSettings({ timeZone: zone })}
    />
  );
}

function utcFirst(a: string, b: string): number {
  if (a === 'UTC' || b === 'UTC') return a === b ? 0 : a === 'UTC' ? -1 : 1;
  return a.localeCompare(b, 'en');
}
