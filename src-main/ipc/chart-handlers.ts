import type { ChannelOutput } from '../../src-preload/contract/channels.ts';
import type { ChartSetup, ChartTemplate } from '../../src-preload/contract/chart-views.ts';
import type { DrawingView } from '../../src-preload/contract/drawing-views.ts';
import type { Outcome } from '../base/outcome.ts';
import { succeed } from '../base/outcome.ts';
import type { AreaHandlers, ParsedInput } from './handlers.ts';

export type ChartsPort = {
  readonly saveFile: (file: ParsedInput<'charts.saveFile'>) => Promise<Outcome<ChannelOutput<'charts.saveFile'>>>;
  readonly templates: () => readonly ChartTemplate[];
  readonly saveTemplate: (template: ChartTemplate) => Outcome<void>;
  readonly removeTemplate: (name: string) => Outcome<void>;
  readonly pageSetup: () => ChartSetup | null;
  readonly keepPageSetup: (setup: ChartSetup) => Outcome<void>;
  readonly drawingsOf: (instrumentId: string) => readonly DrawingView[];
  readonly saveDrawing: (drawing: DrawingView) => Outcome<void>;
  readonly removeDrawing: (drawingId: string) => Outcome<void>;
  /** Every window is told to ask for the drawings of the instrument anew. */
  readonly tellDrawings: (instrumentId: string) => void;
};

/** What a person keeps of charts. */
export function chartHandlers(charts: ChartsPort) {
  const done = (changed: Outcome<void>): Outcome<Record<string, never>> => (changed.ok ? succeed({}) : changed);
  const told = (instrumentId: string, changed: Outcome<void>): Outcome<Record<string, never>> => {
    if (changed.ok) charts.tellDrawings(instrumentId);
    return done(changed);
  };
  return {
    'charts.saveFile': (file) => charts.saveFile(file),
    'charts.templates': () => succeed({ templates: charts.templates() }),
    'charts.saveTemplate': (template) => done(charts.saveTemplate(template)),
    'charts.removeTemplate': ({ name }) => done(charts.removeTemplate(name)),
    'charts.pageSetup': () => succeed({ setup: charts.pageSetup() }),
    'charts.keepPageSetup': (setup) => done(charts.keepPageSetup(setup)),
    'charts.drawings': ({ instrumentId }) => succeed({ drawings: charts.drawingsOf(instrumentId) }),
    'charts.saveDrawing': (drawing) => told(drawing.instrumentId, charts.saveDrawing(drawing)),
    'charts.removeDrawing': ({ instrumentId, drawingId }) => told(instrumentId, charts.removeDrawing(drawingId)),
  } satisfies AreaHandlers<'charts'>;
}
