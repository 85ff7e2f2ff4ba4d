import { z } from 'zod';
import { DRAWING_KINDS } from './chart-kinds.ts';
import { shortText, timeMs } from './views.ts';

/** `price` is where it stands on the price axis, in the quote asset: it is looked at and never traded with. */
const drawingPoint = z.strictObject({ timeMs, price: z.number().positive() });

/** Something a person drew on every chart of an instrument. A horizontal line stands at its start in price alone. */
export const drawingView = z.strictObject({
  id: shortText,
  instrumentId: shortText,
  kind: z.enum(DRAWING_KINDS),
  start: drawingPoint,
  end: drawingPoint,
});
export type DrawingView = z.output<typeof drawingView>;

/** Of one instrument: more than a chart can show and still be read. */
export const MOST_DRAWINGS = 200;
