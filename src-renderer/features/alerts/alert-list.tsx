import { Button, CloseButton, Group } from '@mantine/core';
import type { AlertFiring, AlertView } from '../../../src-preload/contract/alert-views.ts';
import { formatPrice, symbolText } from '../../format/index.ts';
import { wording } from '../../language/index.ts';
import { useInstrument } from '../../replica/index.ts';
import { TimeText } from '../../ui/index.ts';
import { editAlert } from './alert-draft.ts';
import { removeAlert, saveAlert } from './alert-store.ts';
import { ALERT_ARROWS, alertPrice } from './alert-text.ts';
import { AlertWatched } from './alert-watched.tsx';
import classes from './alerts.module.css';

const texts = wording.alerts;
/** What fired before stays in the file. */
const FIRINGS_SHOWN = 5;

/** Alerts with what they wait for and what fired when, those that wait first. */
export function AlertList({ alerts }: { readonly alerts: readonly AlertView[] }) {
  if (alerts.length === 0) return <p className={classes.hint}>{texts.none}</p>;
  const sorted = alerts.toSorted((a, b) => Number(b.isArmed) - Number(a.isArmed));
  return (
    <ul className={classes.list} aria-label={texts.title}>
      {sorted.map((alert) => (
        <AlertRow key={alert.id} alert={alert} />
      ))}
    </ul>
  );
}

function AlertRow({ alert }: { readonly alert: AlertView }) {
  const { id, instrumentId, repeats, note, isArmed, firings } = alert;
  const instrument = useInstrument(instrumentId);
  const name = `${symbolText(instrumentId)} ${alertPrice(alert, instrument)}`;
  return (
    <li className={classes.row}>
      <Group gap="xs" wrap="nowrap" justify="space-between">
        <button type="button" className={classes.name} title={texts.change} onClick={() => editAlert(alert)}>
          <strong>{symbolText(instrumentId)}</strong> {alertPrice(alert, instrument)}
        </button>
        <Group gap={4} wrap="nowrap">
          {!isArmed && (
            <Button
              size="compact-xs"
              variant="default"
              aria-label={texts.setAgainOf(name)}
              onClick={() => void saveAlert(alert)}
            >
              {texts.setAgain}
            </Button>
          )}
          <CloseButton size="xs" aria-label={texts.remove(name)} onClick={() => void removeAlert(id)} />
        </Group>
      </Group>
      <div className={classes.facts}>
        <AlertWatched {...{ instrumentId, isArmed }} />
        <span>{texts.repeats[repeats]}</span>
        {note !== '' && <em>{note}</em>}
      </div>
      {firings.slice(0, FIRINGS_SHOWN).map((firing) => (
        <Fired key={`${firing.timeMs}${firing.direction}`} firing={firing} tick={instrument?.tick} />
      ))}
      {firings.length > FIRINGS_SHOWN && (
        <div className={classes.facts}>{texts.more(firings.length - FIRINGS_SHOWN)}</div>
      )}
    </li>
  );
}

function Fired({ firing, tick }: { readonly firing: AlertFiring; readonly tick: string | undefined }) {
  const { timeMs, direction, price, isLate } = firing;
  return (
    <div className={classes.facts}>
      <TimeText timeMs={timeMs} pattern="full" />
      <span>{`${ALERT_ARROWS[direction]} ${formatPrice(price, tick)}`}</span>
      {isLate && <span>{texts.late}</span>}
    </div>
  );
}
