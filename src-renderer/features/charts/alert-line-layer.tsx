import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { AlertView } from '../../../src-preload/contract/alert-views.ts';
import type { InstrumentView } from '../../../src-preload/contract/views.ts';
import { formatPrice } from '../../format/index.ts';
import { wording } from '../../language/index.ts';
import { ALERT_ARROWS, editAlert, noteShown, priceOnGrid, removeAlert, saveAlert, useAlerts } from '../alerts/index.ts';
import { dragOf } from './order-line-drag.ts';
import classes from './order-lines.module.css';
import type { SceneFeed } from './use-candle-chart.ts';
import { usePriceLine } from './use-price-line.ts';

const texts = wording.alerts;
const LARGE_STEP = 10;

export type AlertLineLayerProps = { readonly instrument: InstrumentView; readonly scenes: SceneFeed };

/** The alerts that wait on this instrument, as lines. Those that are done with stand in the list. */
export function AlertLineLayer({ instrument, scenes }: AlertLineLayerProps) {
  useEffect(() => noteShown(instrument.id), [instrument.id]);
  const alerts = useAlerts().filter(({ instrumentId, isArmed }) => isArmed && instrumentId === instrument.id);
  return (
    <div className={classes.layer} data-price-lines data-testid="alert-lines">
      {alerts.map((alert) => (
        <AlertLine key={alert.id} {...{ alert, instrument, scenes }} />
      ))}
    </div>
  );
}

/** A line with its label, a slider: a mouse drags it, arrows move it by ticks, Enter opens the form, Delete removes it. */
function AlertLine({ alert, instrument, scenes }: AlertLineLayerProps & { readonly alert: AlertView }) {
  const element = useRef<HTMLDivElement>(null);
  const [held, setHeld] = useState<number | null>(null);
  // What a hand holds now: it may let go before the last move was drawn.
  const latest = useRef<number | null>(null);
  const shown = held ?? alert.price;
  usePriceLine(element, scenes, shown);
  const hold = (price: number | null): void => {
    latest.current = price;
    setHeld(price);
  };
  const drop = (): void => {
    const price = latest.current;
    hold(null);
    if (price !== null && price !== alert.price) void saveAlert({ ...alert, price });
  };
  const keyDown = (event: KeyboardEvent): void => {
    const by = stepOf(event, Number(instrument.tick));
    const price = priceOnGrid(alert.price + by, instrument.tick);
    if (by !== 0 && price > 0) void saveAlert({ ...alert, price });
    else if (event.key === 'Enter') editAlert(alert);
    else if (event.key === 'Delete' || event.key === 'Backspace') void removeAlert(alert.id);
    else return;
    event.preventDefault();
  };
  const price = formatPrice(shown, instrument.tick);
  const text = [`${ALERT_ARROWS[alert.direction]} ${price}`, ...(alert.note === '' ? [] : [alert.note])].join(' · ');
  return (
    <div ref={element} className={classes.line} data-kind="alert" hidden>
      <button
        type="button"
        role="slider"
        className={classes.label}
        aria-label={texts.handle(price)}
        aria-orientation="vertical"
        aria-valuenow={shown}
        aria-valuetext={text}
        title={texts.hint}
        onDoubleClick={() => editAlert(alert)}
        onKeyDown={keyDown}
        {...dragOf(scenes, instrument.tick, { hold: (next) => hold(Number(next)), drop })}
      >
        <Bell /> {text}
      </button>
    </div>
  );
}

function stepOf({ key, shiftKey }: KeyboardEvent, tick: number): number {
  const direction = key === 'ArrowUp' ? 1 : key === 'ArrowDown' ? -1 : 0;
  return direction * tick * (shiftKey ? LARGE_STEP : 1);
}

function Bell() {
  return (
    <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden>
      <path
        d="M5 0.5a3 3 0 0 0-3 3v2.5l-1 1.5h8l-1-1.5V3.5a3 3 0 0 0-3-3zM4 8.5h2a1 1 0 0 1-2 0z"
        fill="currentColor"
      />
    </svg>
  );
}
