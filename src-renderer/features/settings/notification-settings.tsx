import { Checkbox, Stack, Switch } from '@mantine/core';
import { NOTIFICATION_KINDS } from '../../../src-main/base/notification-kinds.ts';
import { wording } from '../../language/index.ts';
import { useReplica } from '../../replica/index.ts';
import { Panel } from '../../ui/index.ts';
import { changeSettings } from './change-settings.ts';
import classes from './settings-page.module.css';

const texts = wording.settings.notifications;

/** What the system tells while no window is in front. */
export function NotificationSettings() {
  const notifications = useReplica(({ settings }) => settings.notifications);
  const { kinds, hidesAmounts } = notifications;
  return (
    <Panel title={texts.title}>
      <div className={classes.fields}>
        <Checkbox.Group
          label={texts.kinds}
          description={texts.kindsHint}
          value={NOTIFICATION_KINDS.filter((kind) => kinds[kind])}
          onChange={(chosen) => {
            const next = Object.fromEntries(NOTIFICATION_KINDS.map((kind) => [kind, chosen.includes(kind)]));
            void changeSettings({ notifications: { ...notifications, kinds: next as typeof kinds } });
          }}
        >
          <Stack gap={8} mt={6}>
            {NOTIFICATION_KINDS.map((kind) => (
              <Checkbox key={kind} size="xs" value={kind} label={texts.names[kind]} />
            ))}
          </Stack>
        </Checkbox.Group>
        <Switch
          label={texts.hidesAmounts}
          description={texts.hidesAmountsHint}
          checked={hidesAmounts}
          onChange={(event) =>
            void changeSettings({ notifications: { ...notifications, hidesAmounts: event.currentTarget.checked } })
          }
        />
      </div>
    </Panel>
  );
}
