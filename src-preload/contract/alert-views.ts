import { z } from 'zod';
import { ALERT_DIRECTIONS, ALERT_REPEATS, LONGEST_ALERT_NOTE } from './chart-kinds.ts';
import { shortText, timeMs } from './views.ts';

/** What a person asks to be told of. `price` is in the quote asset: it is looked at and never traded with. */
export const alertRequest = z.strictObject({
  id: shortText,
  instrumentId: shortText,
  price: z.number().positive(),
  direction: z.enum(ALERT_DIRECTIONS),
  repeats: z.enum(ALERT_REPEATS),
  note: z.string().max(LONGEST_ALERT_NOTE),
});
export type AlertRequest = z.output<typeof alertRequest>;

/** The price came to the alert's, or over it. */
export const alertFiring = z.strictObject({
  timeMs,
  direction: z.enum(['up', 'down']),
  /** What was traded at; of a minute that nobody here watched the alert's own price. */
  price: z.number(),
  /** Found in candles afterwards: the app was closed, or its feed was down. */
  isLate: z.boolean(),
});
export type AlertFiring = z.output<typeof alertFiring>;

export const alertView = z.strictObject({
  ...alertRequest.shape,
  /** When it was set, or last changed: nothing before counts. */
  setMs: timeMs,
  /** False once one that fires once has fired. */
  isArmed: z.boolean(),
  /** Newest first. */
  firings: z.array(alertFiring).readonly(),
});
export type AlertView = z.output<typeof alertView>;

/** More than anybody keeps apart. */
export const MOST_ALERTS = 500;
/** Of one alert; older ones are forgotten. */
export const MOST_FIRINGS = 50;

const nothing = z.strictObject({});

/** A part of CHANNELS. */
export const ALERT_CHANNELS = {
  /** The fact `alerts` says when to ask anew. */
  'alerts.list': { kind: 'query', input: nothing, output: z.strictObject({ alerts: z.array(alertView).readonly() }) },
  /** In place of the one of its id, or a new one; armed in any case. */
  'alerts.save': { kind: 'command', input: alertRequest, output: nothing },
  'alerts.remove': { kind: 'command', input: z.strictObject({ alertId: shortText }), output: nothing },
} as const;
