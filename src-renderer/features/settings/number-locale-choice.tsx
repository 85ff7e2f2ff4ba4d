import { Select } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { ChannelInput } from '../../../src-preload/contract/channels.ts';
import { formatDecimal, formatTime } from '../../format/index.ts';
import { wording } from '../../language/index.ts';
import { useReplica } from '../../replica/index.ts';
import { useTimeZone } from '../../ui/index.ts';
import { NUMBER_LOCALE_CHOICES } from './choices.ts';
import { ReloadQuestion } from './language-choice.tsx';

const texts = wording.settings;

/** How numbers and times are written, apart from the language of the words. */
export function NumberLocaleChoice() {
  const chosen = useReplica(({ settings }) => settings.numberLocale);
  const [wanted, setWanted] = useState<ChannelInput<'settings.change'> | null>(null);
  const timeZone = useTimeZone();
  const choices = useMemo(namedChoices, []);
  const sample = `${formatDecimal('-1234.5', { decimals: 2 })} · ${formatTime(Date.now(), timeZone, 'dateTime')}`;
  return (
    <>
      <Select
        label={texts.numberLocale}
        description={texts.numberLocaleHint(sample)}
        data={choices}
        value={chosen}
        searchable
        allowDeselect={false}
        nothingFoundMessage={wording.ui.nothingFound}
        onChange={(value) => {
          const numberLocale = NUMBER_LOCALE_CHOICES.find((known) => known === value);
          if (numberLocale !== undefined && numberLocale !== chosen) setWanted({ numberLocale });
        }}
      />
      <ReloadQuestion wanted={wanted} done={() => setWanted(null)} />
    </>
  );
}

function namedChoices(): { readonly value: string; readonly label: string }[] {
  const names = new Intl.DisplayNames([document.documentElement.lang], { type: 'language' });
  return NUMBER_LOCALE_CHOICES.map((value) => ({
    value,
    label: value === 'system' ? texts.numberLocaleSystem : (names.of(value) ?? value),
  }));
}
