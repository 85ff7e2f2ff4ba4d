import type { Direction } from './structure-events.ts';

type Zone = { readonly bar: number; readonly top: number; readonly bottom: number };

/** Zones of one direction that the price has not come back to: known by the bar they stand at, asked for by price. */
export class OpenZones {
  /** Of the zone the price comes to first; NaN when none is open. */
  top = Number.NaN;
  bottom = Number.NaN;
  readonly #direction: Direction;
  /** A price comes to the last one first. */
  readonly #zones: Zone[] = [];

  constructor(direction: Direction) {
    this.#direction = direction;
  }

  open({ bar, top, bottom }: Zone): void {
    const zone = { bar, top, bottom };
    let index = this.#zones.length;
    while (index > 0 && this.#isNearer(this.#zones[index - 1] as Zone, zone)) index--;
    this.#zones.splice(index, 0, zone);
    this.#show();
  }

  /** Forgets one zone of that bar; one that is not there is none of these. */
  close(bar: number): void {
    const index = this.#zones.findLastIndex((zone) => zone.bar === bar);
    if (index >= 0) this.#zones.splice(index, 1);
    this.#show();
  }

  #isNearer(zone: Zone, than: Zone): boolean {
    return this.#direction === 1 ? zone.top > than.top : zone.bottom < than.bottom;
  }

  #show(): void {
    const nearest = this.#zones.at(-1);
    this.top = nearest?.top ?? Number.NaN;
    this.bottom = nearest?.bottom ?? Number.NaN;
  }
}
