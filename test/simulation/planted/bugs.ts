import { GOVERNOR_BUGS } from './governor-bugs.ts';

/** An exact piece of source text and what stands in its place in a build with the bug. */
export type Patch = { readonly file: string; readonly text: string; readonly instead: string };

export type PlantedBug = { readonly name: string; readonly what: string; readonly patches: readonly Patch[] };

const VENUE = 'src-main/exchanges/connection/live-venue.ts';
const REPORTS = 'src-main/exchanges/connection/order-reports.ts';
const LOOKUPS = 'src-main/exchanges/connection/order-lookups.ts';
const FETCHES = 'src-main/exchanges/connection/fill-fetches.ts';
const RECONCILIATION = 'src-main/exchanges/connection/order-reconciliation.ts';
const EXECUTION = 'src-main/engine/execution/execution.ts';
const COMPARE = 'src-main/engine/compare.ts';
const PIPELINE = 'src-main/engine/pipeline.ts';

/**
 * Mistakes that systems like this one have made, planted one at a time into what the simulation loads: shipped code knows
 * nothing of them. A text that is not found any more fails loudly: mend the patch, not the test.
 */
export const PLANTED_BUGS: readonly PlantedBug[] = [
  ...GOVERNOR_BUGS,
  {
    name: 'intent-after-send',
    what: 'the intent is journalled after the order left',
    patches: [
      {
        file: EXECUTION,
        text: "    this.#ports.journal.recordIntent(order, 'sent', timeMs, story);\n    const tracked",
        instead: '    const tracked',
      },
      {
        file: EXECUTION,
        text: '    this.#ports.venue.submit(order);\n',
        instead:
          "    this.#ports.venue.submit(order);\n    this.#ports.journal.recordIntent(order, 'sent', timeMs, story);\n",
      },
    ],
  },
  {
    name: 'timeout-is-failure',
    what: 'an order whose reply did not come is taken for refused',
    patches: [
      {
        file: VENUE,
        text: '    else this.#loseTrack(live, answer.reason);',
        instead:
          "    else if (answer.reason === 'timed out') this.#reports.refuse(live, answer.reason);\n    else this.#loseTrack(live, answer.reason);",
      },
    ],
  },
  {
    name: '5xx-is-failure',
    what: 'an order answered with 5xx is taken for refused',
    patches: [
      {
        file: VENUE,
        text: '    else this.#loseTrack(live, answer.reason);',
        instead:
          "    else if (answer.reason.startsWith('HTTP 5')) this.#reports.refuse(live, answer.reason);\n    else this.#loseTrack(live, answer.reason);",
      },
    ],
  },
  {
    name: 'blind-retry',
    what: 'an order of unknown fate is sent again at once',
    patches: [
      {
        file: VENUE,
        text: '    else this.#loseTrack(live, answer.reason);',
        instead: '    else void this.#send(live);',
      },
    ],
  },
  {
    name: 'first-not-found-is-proof',
    what: 'an order that one lookup does not find is believed absent',
    patches: [
      {
        file: LOOKUPS,
        text: '    if (live.absences < PROOF_LOOKUPS_MS.length) this.#scheduleProof(live);',
        instead: '    if (live.absences < 1) this.#scheduleProof(live);',
      },
      {
        file: LOOKUPS,
        text: '    if (askedMs === undefined || !(askedMs > live.deadAfterMs)) {',
        instead: '    if (askedMs === undefined) {',
      },
    ],
  },
  {
    name: 'resubmit-on-restart',
    what: 'an order that was under way at a crash is sent again at the next start',
    patches: [
      {
        file: VENUE,
        text: '    this.#lookups.proveRestored(live);\n    return this.#lookups.lookUp(live);',
        instead: '    return this.#send(live);',
      },
    ],
  },
  {
    name: 'restart-forgets-sent',
    what: 'an order that was sent and not answered before a crash is taken for refused',
    patches: [
      {
        file: VENUE,
        text: "      if (state === 'intent') {",
        instead: "      if (state === 'intent' || state === 'sent') {",
      },
    ],
  },
  {
    name: 'no-fill-dedupe',
    what: 'a fill that is told twice counts twice',
    patches: [
      { file: REPORTS, text: '    if (live.heard.has(fill.fillId)) return;\n', instead: '' },
      {
        file: EXECUTION,
        text: "      if (tracked !== undefined && done) this.#move(tracked, 'fillAll', '');\n      return false;",
        instead: "      if (tracked !== undefined && done) this.#move(tracked, 'fillAll', '');\n      return true;",
      },
    ],
  },
  {
    name: 'cursor-at-newest-fill',
    what: 'fills are asked for from the newest known one on',
    patches: [
      {
        file: FETCHES,
        text: '  readonly #waiting = new Set<LiveOrder>();',
        instead: '  readonly #waiting = new Set<LiveOrder>();\n  #newestMs = 0;',
      },
      {
        file: FETCHES,
        text: '    const answer = await outcomeOf(protocol.fills(instrument, sinceMs));',
        instead: '    const answer = await outcomeOf(protocol.fills(instrument, Math.max(sinceMs, this.#newestMs)));',
      },
      {
        file: FETCHES,
        text: '    for (const fill of answer.value) {\n',
        instead:
          '    for (const fill of answer.value) {\n      this.#newestMs = Math.max(this.#newestMs, fill.timeMs + 1);\n',
      },
    ],
  },
  {
    name: 'late-fill-dropped',
    what: 'an order ends with the word of its end, and fills that come after it are dropped',
    patches: [
      {
        file: REPORTS,
        text: '    if (lacksFills(live)) this.#parts.needFills(live);\n    else if',
        instead: '    if (lacksFills(live) && live.final === null) this.#parts.needFills(live);\n    else if',
      },
      { file: REPORTS, text: '      this.#tellLate(live, fill);\n', instead: '' },
    ],
  },
  {
    name: 'fills-never-fetched',
    what: 'fills that the stream did not tell are not asked for',
    patches: [
      {
        file: FETCHES,
        text: '    if (this.#waiting.has(live)) return;',
        instead: '    if (this.#waiting !== null) return;',
      },
      {
        file: RECONCILIATION,
        text: '    const areFillsRead = await this.#fetchFills(before);\n',
        instead: '    const areFillsRead = true;\n',
      },
    ],
  },
  {
    name: 'no-reconciliation',
    what: 'orders are not held against the exchange’s',
    patches: [
      {
        file: RECONCILIATION,
        text: '    if (group.isDisposed || (before.length === 0 && this.#parts.books === undefined)) return;',
        instead: '    if (before.length >= 0) return;',
      },
    ],
  },
  {
    name: 'ignored-found-again',
    what: 'what is ignored of an asset is found on, to be ignored once more',
    patches: [
      {
        file: COMPARE,
        text: '    if (difference === books.ignored.get(balanceKey(baseAsset))) continue;\n',
        instead: '',
      },
      {
        file: COMPARE,
        text: 'const rest = amount - (books.ignored.get(key) ?? (0n as Money));',
        instead: 'const rest = amount;',
      },
    ],
  },
  {
    name: 'limits-without-open-orders',
    what: 'risk counts what is held and forgets what is still open',
    patches: [
      {
        file: 'src-main/engine/account-view.ts',
        text: 'const reserved = execution.reservedByEntries(account.id, leverageOf);',
        instead: 'const reserved = 0n * execution.reservedByEntries(account.id, leverageOf);',
      },
    ],
  },
  {
    name: 'halt-not-latched',
    what: 'a halt is forgotten over a restart',
    patches: [
      {
        file: 'src-main/engine/restore.ts',
        text: '  engine.halt = remembered.halt;',
        instead: '  engine.halt = null;',
      },
    ],
  },
  {
    name: 'partial-fill-unprotected',
    what: 'a position gets its stop once its entry is done, and none for a part',
    patches: [
      {
        file: PIPELINE,
        text: '  cancelSurplus(engine, lane, fill);\n  protect(engine, lane);',
        instead: '  cancelSurplus(engine, lane, fill);\n  if (done) protect(engine, lane);',
      },
    ],
  },
  {
    name: 'refused-stop-forgotten',
    what: 'a stop that the venue did not take is not asked for again',
    patches: [
      {
        file: 'src-main/engine/guard.ts',
        text: '  if (lane.lacksProtection) protect(engine, lane);\n',
        instead: '',
      },
    ],
  },
  {
    name: 'cash-rounded',
    what: 'cash is kept to eight places',
    patches: [
      {
        file: 'src-main/engine/portfolio/portfolio.ts',
        text: '    this.#cash = (this.#cash - paid - fill.fee) as Money;',
        instead: '    this.#cash = (((this.#cash - paid - fill.fee) / 10n ** 12n) * 10n ** 12n) as Money;',
      },
    ],
  },
  {
    name: 'base-fee-ignored',
    what: 'a fee taken from what was bought is not taken off the position',
    patches: [
      {
        file: 'src-main/exchanges/connection/fill-report.ts',
        text: "(side === 'buy' ? quantity - missing : quantity + missing) as Quantity",
        instead: "(side === 'buy' ? quantity : quantity + missing) as Quantity",
      },
    ],
  },
  {
    name: 'cancel-is-proof',
    what: 'an order that the exchange has no more to cancel is taken for cancelled',
    patches: [
      {
        file: VENUE,
        text: "    if (answer.kind === 'unknown') this.#lookups.schedule(live, CANCEL_LOOKUP_MS);",
        instead:
          "    if (answer.kind === 'notOpen') this.#reports.cancelled(live, answer.reason);\n    else if (answer.kind === 'unknown') this.#lookups.schedule(live, CANCEL_LOOKUP_MS);",
      },
    ],
  },
  {
    name: 'journal-not-synced',
    what: 'the journal writes and does not wait for the disk',
    patches: [{ file: 'test/simulation/disk/simulated-journal.ts', text: '      this.#disk.sync();\n', instead: '' }],
  },
  {
    name: 'retry-after-ignored',
    what: 'a 429 does not silence what comes after it',
    patches: [
      {
        file: 'src-main/resilience/request-pause.ts',
        text: '    this.#untilMonotonicMs = untilMonotonicMs;\n',
        instead: '',
      },
    ],
  },
  {
    name: 'pause-forgotten-at-restart',
    what: 'a ban is forgotten over a restart',
    patches: [
      {
        file: 'src-main/resilience/request-pause.ts',
        text: '    this.#untilMonotonicMs = timers.monotonicMs() + leftMs;\n',
        instead: '',
      },
    ],
  },
  {
    name: 'stale-prices-traded',
    what: 'entries are let through on prices that are too old',
    patches: [
      { file: 'src-main/engine/risk/approve.ts', text: '  universe,\n  marketDataAge,\n', instead: '  universe,\n' },
    ],
  },
];
