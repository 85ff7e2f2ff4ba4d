import { z } from 'zod';
import { exportFormat } from './report-views.ts';
import { backtestRequest, backtestResultView } from './research-views.ts';
import {
  botOfRunView,
  repeatView,
  runId,
  runName,
  runNote,
  runPageRequest,
  runPageView,
  runView,
} from './run-views.ts';
import { studyKind, studyView } from './study-views.ts';
import { tradeMomentsView } from './trade-moment-views.ts';
import { shortText } from './views.ts';

const nothing = z.strictObject({});
const job = z.strictObject({ jobId: shortText });
const run = z.strictObject({ runId });

/** Backtests, their history and their queue: a part of CHANNELS. */
export const RUN_CHANNELS = {
  'backtest.start': { kind: 'command', input: backtestRequest, output: job },
  /** Which run of the history the result of a job is, once it was taken in. */
  'backtest.run': { kind: 'query', input: job, output: run },
  'backtest.result': { kind: 'query', input: job, output: backtestResultView },
  /** What the strategy saw when a trade of the result began and ended; the first trade is 1. */
  'backtest.trade': {
    kind: 'query',
    input: z.strictObject({ jobId: shortText, number: z.number().int().min(1) }),
    output: tradeMomentsView,
  },
  'backtest.export': {
    kind: 'command',
    /** Where to is asked by the main side; null when the person chose nowhere. */
    input: z.strictObject({ jobId: shortText, format: exportFormat }),
    output: z.strictObject({ fileName: z.string().nullable() }),
  },
  /** What the result of a job is worth: at other costs and bounds, or whether its strategy holds the checks. */
  'backtest.study': { kind: 'command', input: z.strictObject({ jobId: shortText, study: studyKind }), output: job },
  'backtest.studyResult': { kind: 'query', input: job, output: studyView },
  'runs.list': { kind: 'query', input: runPageRequest, output: runPageView },
  'runs.read': { kind: 'query', input: run, output: runView },
  'runs.rename': { kind: 'command', input: run.extend({ name: runName }), output: nothing },
  'runs.note': { kind: 'command', input: run.extend({ note: runNote }), output: nothing },
  'runs.remove': {
    kind: 'command',
    input: z.strictObject({ runIds: z.array(runId).min(1).max(500).readonly() }),
    output: z.strictObject({ removed: z.number().int() }),
  },
  /** Its settings as a bot would have them. */
  'runs.bot': { kind: 'query', input: run, output: botOfRunView },
  /** Runs it again from its record. */
  'runs.repeat': { kind: 'command', input: run, output: job },
  'runs.repeatResult': { kind: 'query', input: job, output: repeatView },
  'jobs.cancel': { kind: 'command', input: job, output: nothing },
  /** Moves a queued job by so many places, to the front below 0: the queue may have gone on since it was looked at. */
  'jobs.move': {
    kind: 'command',
    input: z.strictObject({ jobId: shortText, by: z.number().int() }),
    output: nothing,
  },
} as const;
