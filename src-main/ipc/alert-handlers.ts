import type { AlertRequest, AlertView } from '../../src-preload/contract/alert-views.ts';
import type { Outcome } from '../base/outcome.ts';
import { succeed } from '../base/outcome.ts';
import type { AreaHandlers } from './handlers.ts';

export type AlertsPort = {
  readonly list: () => readonly AlertView[];
  readonly save: (alert: AlertRequest) => Outcome<void>;
  readonly remove: (alertId: string) => Outcome<void>;
};

/** What a person wants to be told of prices. */
export function alertHandlers(alerts: AlertsPort) {
  const done = (changed: Outcome<void>): Outcome<Record<string, never>> => (changed.ok ? succeed({}) : changed);
  return {
    'alerts.list': () => succeed({ alerts: alerts.list() }),
    'alerts.save': (alert) => done(alerts.save(alert)),
    'alerts.remove': ({ alertId }) => done(alerts.remove(alertId)),
  } satisfies AreaHandlers<'alerts'>;
}
