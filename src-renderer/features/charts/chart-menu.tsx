import { Menu } from '@mantine/core';
import type { InstrumentView } from '../../../src-preload/contract/views.ts';
import { formatPrice } from '../../format/index.ts';
import { wording } from '../../language/index.ts';
import { draftAlert, newAlert, priceOnGrid, saveAlert } from '../alerts/index.ts';
import { fillTicketPrice } from '../ticket/index.ts';
import classes from './candle-chart.module.css';
import { onGrid } from './order-lines.ts';

/** Where a hand asked for the menu, in pixels of the chart, and the price there. */
export type MenuPlace = { readonly x: number; readonly y: number; readonly price: number };

export type ChartMenuProps = {
  readonly place: MenuPlace;
  readonly instrument: InstrumentView;
  /** Orders can be given on it, and there is a ticket to fill. */
  readonly hasTicket: boolean;
  readonly onClose: () => void;
};

/** What can be done at a price of the chart. */
export function ChartMenu({ place, instrument, hasTicket, onClose }: ChartMenuProps) {
  const price = formatPrice(priceOnGrid(place.price, instrument.tick), instrument.tick);
  return (
    <Menu opened onClose={onClose} position="right-start" withinPortal returnFocus>
      <Menu.Target>
        <button
          type="button"
          tabIndex={-1}
          aria-label={wording.alerts.chartMenu}
          className={classes.menuPlace}
          style={{ transform: `translate(${Math.round(place.x)}px, ${Math.round(place.y)}px)` }}
        />
      </Menu.Target>
      <Menu.Dropdown aria-label={wording.alerts.chartMenu}>
        <Menu.Item onClick={() => setAlertAt(instrument, place.price)}>{wording.alerts.here(price)}</Menu.Item>
        <Menu.Item onClick={() => draftAlert(instrument.id, priceOnGrid(place.price, instrument.tick))}>
          {wording.alerts.elsewhere}
        </Menu.Item>
        {hasTicket && (
          <Menu.Item onClick={() => fillTicketPrice(instrument.id, onGrid(place.price, instrument.tick))}>
            {wording.chart.priceToTicket(price)}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

/** At once, like most alerts; its line takes what else is wanted of it. */
export function setAlertAt({ id, tick }: InstrumentView, price: number): void {
  const onTick = priceOnGrid(price, tick);
  if (onTick > 0) void saveAlert(newAlert(id, onTick));
}
