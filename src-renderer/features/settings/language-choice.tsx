import { Button, Group, Modal, SegmentedControl, Text } from '@mantine/core';
import { useId, useState } from 'react';
import type { ChannelInput } from '../../../src-preload/contract/channels.ts';
import { wording } from '../../language/index.ts';
import { useReplica } from '../../replica/index.ts';
import { changeSettings } from './change-settings.ts';
import { LANGUAGE_CHOICES } from './choices.ts';
import classes from './settings-page.module.css';

const texts = wording.settings;

/** The language of every text. It is part of how the page begins: windows load anew, after asking. */
export function LanguageChoice() {
  const language = useReplica(({ settings }) => settings.language);
  const [wanted, setWanted] = useState<ChannelInput<'settings.change'> | null>(null);
  const id = useId();
  return (
    <div>
      <p className={classes.label} id={id}>
        {texts.language}
      </p>
      <SegmentedControl
        aria-labelledby={id}
        data={LANGUAGE_CHOICES.map((value) => ({ value, label: texts.languageChoices[value] }))}
        value={language}
        onChange={(value) => setWanted({ language: LANGUAGE_CHOICES.find((known) => known === value) ?? 'system' })}
      />
      <ReloadQuestion wanted={wanted} done={() => setWanted(null)} />
    </div>
  );
}

type ReloadQuestionProps = { readonly wanted: ChannelInput<'settings.change'> | null; readonly done: () => void };

/** Every window loads anew as soon as the change is in force; what was typed in any page of it is lost. */
export function ReloadQuestion({ wanted, done }: ReloadQuestionProps) {
  const change = async (): Promise<void> => {
    if (wanted !== null) await changeSettings(wanted);
    done();
  };
  return (
    <Modal opened={wanted !== null} onClose={done} title={texts.reloadTitle} size="sm" centered>
      <Text size="sm">{texts.reloadQuestion}</Text>
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={done}>
          {texts.reloadCancel}
        </Button>
        <Button onClick={() => void change()} data-autofocus>
          {texts.reloadConfirm}
        </Button>
      </Group>
    </Modal>
  );
}
