import type { CandleRange } from '../../engine/ports/candle-store.ts';
import type { CandleColumns } from '../../model/candle.ts';
import type { CandleService, IndicatorWindow, IndicatorWindowRequest } from '../candles/candle-service.ts';
import type { CandleWindow, CandleWindowRequest } from '../candles/candle-window.ts';
import type { StructureWindow, StructureWindowRequest } from '../candles/structure-window.ts';
import type { Handlers } from './worker-port.ts';

/** What the candle worker does: everything that only reads candles. */
export type CandleMethods = {
  readonly read: { readonly input: CandleRange; readonly output: CandleColumns };
  readonly window: { readonly input: CandleWindowRequest; readonly output: CandleWindow };
  readonly indicator: { readonly input: IndicatorWindowRequest; readonly output: IndicatorWindow };
  readonly structure: { readonly input: StructureWindowRequest; readonly output: StructureWindow };
};

export function createCandleHandlers(service: CandleService): Handlers<CandleMethods> {
  return {
    read: (range) => service.read(range),
    window: (request) => service.window(request),
    indicator: (request) => service.indicator(request),
    structure: (request) => service.structure(request),
  };
}
