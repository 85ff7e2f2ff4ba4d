import { notifications } from '@mantine/notifications';
import { formatTime } from '../../format/index.ts';
import { wording } from '../../language/index.ts';
import { useFact, useInstruments, useSettings } from '../../replica/index.ts';
import { firedTitle } from './alert-text.ts';

const texts = wording.alerts;

/** Shows what fired, wherever the person is; it stays until it is closed. */
export function useAlertNotices(): void {
  const instruments = useInstruments();
  const { timeZone } = useSettings();
  useFact('alertFired', ({ alert, firing, count }) => {
    const instrument = instruments?.find(({ id }) => id === alert.instrumentId);
    const time = formatTime(firing.timeMs, timeZone, 'dateTime');
    const said = firing.isLate ? texts.firedLate(time, count) : texts.fired(time);
    notifications.show({
      id: `alert:${alert.id}`,
      title: firedTitle(alert, firing, instrument),
      message: alert.note === '' ? said : `${alert.note} · ${said}`,
      autoClose: false,
      withBorder: true,
    });
  });
}
