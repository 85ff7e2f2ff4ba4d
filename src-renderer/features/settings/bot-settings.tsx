import { Radio, Stack, Switch } from '@mantine/core';
import { wording } from '../../language/index.ts';
import { useReplica } from '../../replica/index.ts';
import { Panel } from '../../ui/index.ts';
import { changeSettings } from './change-settings.ts';
import { CLOSE_CHOICES } from './choices.ts';
import classes from './settings-page.module.css';

const texts = wording.settings;

/** What happens to bots when the app starts and when its window is closed. */
export function BotSettings() {
  const resumeBots = useReplica(({ settings }) => settings.resumeBots);
  const onClose = useReplica(({ settings }) => settings.onCloseWithRunningBots);
  return (
    <Panel title={texts.bots}>
      <div className={classes.fields}>
        <Switch
          label={texts.resumeBots}
          description={texts.resumeBotsHint}
          checked={resumeBots}
          onChange={(event) => void changeSettings({ resumeBots: event.currentTarget.checked })}
        />
        <Radio.Group
          label={texts.onClose}
          value={onClose}
          onChange={(value) =>
            void changeSettings({ onCloseWithRunningBots: CLOSE_CHOICES.find((known) => known === value) ?? 'ask' })
          }
        >
          <Stack gap={8} mt={6}>
            {CLOSE_CHOICES.map((choice) => (
              <Radio key={choice} size="xs" value={choice} label={texts.closeChoices[choice]} />
            ))}
          </Stack>
        </Radio.Group>
      </div>
    </Panel>
  );
}
