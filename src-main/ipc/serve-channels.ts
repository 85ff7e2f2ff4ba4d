import { z } from 'zod';
import { CHANNEL_NAMES, TEXT_CHANNELS } from '../../src-preload/contract/channel-names.ts';
import { CHANNELS, type ChannelName } from '../../src-preload/contract/channels.ts';
import { describeIssues } from '../base/describe-issues.ts';
import type { Disposable } from '../base/disposable.ts';
import type { Outcome } from '../base/outcome.ts';
import { fail, toFailure } from '../base/outcome.ts';
import type { Log } from '../engine/ports/log.ts';
import type { Caller, Handlers } from './handlers.ts';
import { type PlainDataLimits, plainDataProblem } from './plain-data.ts';
import type { SenderEvent, WindowOf } from './sender-rule.ts';
import { callerOf } from './sender-rule.ts';

// The page's content policy forbids eval, and one way of parsing on both sides is easier to trust than two.
z.config({ jitless: true });

/** `ipcMain`, as far as it is used here. */
export interface InvokeDoor {
  handle(channel: string, listener: (event: SenderEvent, input: unknown) => unknown): void;
  removeHandler(channel: string): void;
}

export type ServeChannelsOptions = {
  readonly door: InvokeDoor;
  /** A promise of them while they are being made: a page may begin to load before what it asks for is there. */
  readonly handlers: Handlers | Promise<Handlers>;
  readonly windowOf: WindowOf;
  readonly log: Log;
  /** Replies are parsed in tests and development; in a release, those with long lists are not (see HEAVY_REPLIES). */
  readonly checkHeavyReplies: boolean;
};

/** Room for any bot or backtest form; a person's hands send a few hundred bytes. */
export const REQUEST_LIMITS = { maxBytes: 262_144, maxDepth: 16 } as const;

/** What else a request may hold: a picture of a chart. */
const LARGE_REQUESTS: Partial<Readonly<Record<ChannelName, number>>> = { 'charts.saveFile': 32 * 2 ** 20 };

/** What a request on this channel may be at most. */
export function requestLimitsOf(channel: ChannelName): PlainDataLimits {
  return { ...REQUEST_LIMITS, maxBytes: LARGE_REQUESTS[channel] ?? REQUEST_LIMITS.maxBytes };
}

/** Replies with up to many thousands of rows: parsing those costs the main process more than 5 ms. */
const HEAVY_REPLIES: ReadonlySet<ChannelName> = new Set<ChannelName>(['backtest.result', 'account.activity']);

/** Opens every channel of the contract, each behind the same four steps: sender, parse, handle, reply. */
export function serveChannels(options: ServeChannelsOptions): Disposable {
  for (const channel of CHANNEL_NAMES) {
    options.door.handle(channel, (event, input) => reply(channel, answer(channel, event, input, options)));
  }
  return {
    dispose: () => {
      for (const channel of CHANNEL_NAMES) options.door.removeHandler(channel);
    },
  };
}

const AS_TEXT: ReadonlySet<string> = new Set(TEXT_CHANNELS);

function reply(channel: ChannelName, outcome: Outcome<unknown> | Promise<Outcome<unknown>>): unknown {
  return AS_TEXT.has(channel) ? Promise.resolve(outcome).then((settled) => JSON.stringify(settled)) : outcome;
}

type AnyHandler = (input: unknown, caller: Caller) => Outcome<unknown> | Promise<Outcome<unknown>>;

/** The Outcome of one call; never throws and never rejects. */
function answer(
  channel: ChannelName,
  event: SenderEvent,
  input: unknown,
  options: ServeChannelsOptions,
): Outcome<unknown> | Promise<Outcome<unknown>> {
  try {
    const caller = callerOf(event, options.windowOf);
    if ('problem' in caller) {
      options.log.warn('a call was refused', { channel, problem: caller.problem });
      return fail('senderRefused', `${channel}: ${caller.problem}`);
    }
    const request = parseRequest(channel, input);
    return request.ok ? handle({ channel, input: request.value, caller }, options) : request;
  } catch (thrown) {
    return bug(channel, thrown, options.log);
  }
}

function parseRequest(channel: ChannelName, input: unknown): Outcome<unknown> {
  const limits = requestLimitsOf(channel);
  const problem = plainDataProblem(input, limits);
  if (problem === 'tooLarge') {
    const { maxBytes, maxDepth } = limits;
    return fail('requestTooLarge', `${channel}: the request is larger than ${maxBytes} bytes or ${maxDepth} levels`);
  }
  if (problem === 'notPlain') return fail('requestInvalid', `${channel}: the request is not plain data`);
  const parsed = CHANNELS[channel].input.safeParse(input);
  if (parsed.success) return { ok: true, value: parsed.data };
  return fail('requestInvalid', `${channel}: ${fewIssues(parsed.error)}`);
}

type Call = { readonly channel: ChannelName; readonly input: unknown; readonly caller: Caller };

async function handle({ channel, input, caller }: Call, options: ServeChannelsOptions): Promise<Outcome<unknown>> {
  try {
    // Each handler takes exactly what its channel's schema gives; over the union of all channels that cannot be said.
    const handler = (await options.handlers)[channel] as AnyHandler;
    const outcome = await handler(input, caller);
    if (!outcome.ok) return withoutStack(outcome);
    if (!options.checkHeavyReplies && HEAVY_REPLIES.has(channel)) return outcome;
    return checkReply(channel, outcome.value, options.log);
  } catch (thrown) {
    return bug(channel, thrown, options.log);
  }
}

function checkReply(channel: ChannelName, value: unknown, log: Log): Outcome<unknown> {
  const parsed = CHANNELS[channel].output.safeParse(value);
  if (parsed.success) return { ok: true, value: parsed.data };
  const issues = fewIssues(parsed.error);
  log.error('a reply broke its schema', { channel, issues });
  return fail('replyInvalid', `${channel}: ${issues}`);
}

/** What was thrown goes to the log whole and to the window without its stack. */
function bug(channel: ChannelName, thrown: unknown, log: Log): Outcome<never> {
  const failure = toFailure(thrown);
  log.error('a handler failed', { channel, failure });
  return withoutStack({ ok: false, error: failure });
}

/** Details that cannot be cloned would turn the reply into an exception, and stacks are none of the page's business. */
function withoutStack(outcome: Outcome<never>): Outcome<never> {
  if (outcome.ok || outcome.error.details === undefined) return outcome;
  const { stack: _stack, ...details } = outcome.error.details;
  const isPlain = plainDataProblem(details, { maxBytes: REQUEST_LIMITS.maxBytes, maxDepth: 8 }) === undefined;
  return fail(outcome.error.code, outcome.error.message, isPlain ? details : undefined);
}

const ISSUES_TOLD = 5;

function fewIssues(error: z.ZodError): string {
  const told = describeIssues(error.issues.slice(0, ISSUES_TOLD));
  const more = error.issues.length - ISSUES_TOLD;
  return more > 0 ? `${told}; and ${more} more` : told;
}
