import { z } from 'zod';
import { chartSetup, chartTemplate, templateName } from './chart-views.ts';
import { drawingView } from './drawing-views.ts';
import { shortText } from './views.ts';

const nothing = z.strictObject({});

/** What a person keeps and takes away of charts: a part of CHANNELS. */
export const CHART_CHANNELS = {
  'charts.saveFile': {
    kind: 'command',
    /** Where to is asked by the main side; null when the person chose nowhere. A picture comes as base64. */
    input: z.strictObject({
      fileName: z.string().regex(/^[A-Za-z0-9._-]{1,120}\.(csv|html|png)$/),
      format: z.enum(['csv', 'html', 'png']),
      content: z.string().max(12_000_000),
    }),
    output: z.strictObject({ fileName: z.string().nullable() }),
  },
  'charts.templates': {
    kind: 'query',
    input: nothing,
    output: z.strictObject({ templates: z.array(chartTemplate).readonly() }),
  },
  /** In place of the one of its name, or a new one. */
  'charts.saveTemplate': { kind: 'command', input: chartTemplate, output: nothing },
  'charts.removeTemplate': { kind: 'command', input: z.strictObject({ name: templateName }), output: nothing },
  /** What the Chart page showed last; null before anything was chosen. */
  'charts.pageSetup': { kind: 'query', input: nothing, output: z.strictObject({ setup: chartSetup.nullable() }) },
  'charts.keepPageSetup': { kind: 'command', input: chartSetup, output: nothing },
  /** What is drawn on every chart of an instrument; the fact `drawings` says when to ask anew. */
  'charts.drawings': {
    kind: 'query',
    input: z.strictObject({ instrumentId: shortText }),
    output: z.strictObject({ drawings: z.array(drawingView).readonly() }),
  },
  /** In place of the one of its id, or a new one. */
  'charts.saveDrawing': { kind: 'command', input: drawingView, output: nothing },
  'charts.removeDrawing': {
    kind: 'command',
    input: z.strictObject({ instrumentId: shortText, drawingId: shortText }),
    output: nothing,
  },
} as const;
