import { type KeyboardEvent, useRef, useState } from 'react';
import type { InstrumentView } from '../../../src-preload/contract/views.ts';
import { formatPrice, formatQuantity } from '../../format/index.ts';
import { wording } from '../../language/index.ts';
import { dragOf } from './order-line-drag.ts';
import classes from './order-lines.module.css';
import { type OrderLine, onGrid } from './order-lines.ts';
import type { SceneFeed } from './use-candle-chart.ts';
import { usePriceLine } from './use-price-line.ts';

const texts = wording.chart.orders;
const KEY_TICKS = 1;
const LARGE_KEY_TICKS = 10;

export type OrderLineHandleProps = {
  readonly line: OrderLine;
  readonly instrument: InstrumentView;
  readonly scenes: SceneFeed;
  /** The price it is asked about; it waits there for the answer. */
  readonly asked: string | null;
  readonly onAsk: (price: string) => void;
};

/** One line with its label. The label of a stop or target is a slider: a mouse drags it, arrows move it by ticks, Enter asks. */
export function OrderLineHandle({ line, instrument, scenes, asked, onAsk }: OrderLineHandleProps) {
  const element = useRef<HTMLDivElement>(null);
  const [held, setHeld] = useState<string | null>(null);
  const shown = held ?? asked ?? line.price;
  usePriceLine(element, scenes, Number(shown));
  const text = labelText(line, shown, instrument);
  // What a hand holds now: it may let go before the last move was drawn.
  const latest = useRef<string | null>(null);
  const hold = (price: string | null): void => {
    latest.current = price;
    setHeld(price);
  };
  const ask = (): void => {
    const price = latest.current;
    hold(null);
    if (price !== null && Number(price) !== Number(line.price)) onAsk(price);
  };
  return (
    <div ref={element} className={classes.line} data-kind={line.kind} hidden>
      {line.moves === null ? (
        <span className={classes.label}>{text}</span>
      ) : (
        <button
          type="button"
          role="slider"
          className={classes.label}
          aria-label={texts.handle(wording.trading.purposes[line.kind === 'position' ? 'entry' : line.kind], line.bot)}
          aria-orientation="vertical"
          aria-valuenow={Number(shown)}
          aria-valuetext={text}
          title={texts.hint}
          {...dragOf(scenes, instrument.tick, { hold, drop: ask })}
          onKeyDown={(event) => {
            const next = priceOfKey(event, shown, instrument.tick);
            if (next !== undefined) hold(next);
            else if (event.key === 'Enter') ask();
            else if (event.key === 'Escape') hold(null);
            else return;
            event.preventDefault();
          }}
          onBlur={() => hold(null)}
        >
          {text}
        </button>
      )}
    </div>
  );
}

/** Up and down by a tick, with shift by ten. */
function priceOfKey(event: KeyboardEvent, shown: string, tick: string): string | undefined {
  const direction = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0;
  if (direction === 0) return undefined;
  const ticks = event.shiftKey ? LARGE_KEY_TICKS : KEY_TICKS;
  const price = Number(shown) + direction * ticks * Number(tick);
  return price > 0 ? onGrid(price, tick) : undefined;
}

function labelText(line: OrderLine, price: string, instrument: InstrumentView): string {
  const { sides, purposes } = wording.trading;
  const kind = line.kind === 'position' ? texts.position : purposes[line.kind];
  const size = `${formatQuantity(line.size)} ${line.sizeAsset === '' ? instrument.baseAsset : line.sizeAsset}`;
  const handling = line.handling === null ? [] : [texts.handling[line.handling]];
  return [line.bot, kind, `${sides[line.side]} ${size}`, formatPrice(price, instrument.tick), ...handling].join(' · ');
}
