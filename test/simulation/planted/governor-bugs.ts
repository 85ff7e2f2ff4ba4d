import type { PlantedBug } from './bugs.ts';

const GOVERNOR = 'src-main/engine/risk/governor.ts';
const EXPOSURE = 'src-main/engine/risk/exposure.ts';

/** Doors past the limits over all bots and accounts, opened one at a time. */
export const GOVERNOR_BUGS: readonly PlantedBug[] = [
  {
    name: 'exposure-without-open-orders',
    what: 'the governor counts what is held and forgets what may still fill',
    patches: [
      { file: EXPOSURE, text: 'count(holding, pending.of(holding.botId));', instead: 'count(holding, undefined);' },
      {
        file: EXPOSURE,
        text: 'for (const entries of pending.bots()) {',
        instead: 'for (const entries of [...pending.bots()].slice(0, 0)) {',
      },
    ],
  },
  {
    name: 'own-price-is-worth',
    what: 'an order counts at its own price, also where it trades at the market',
    patches: [
      {
        file: 'src-main/model/entry-stake.ts',
        text: "own !== null && ('trigger' in type ? side === 'sell' : side === 'buy')",
        instead: "own !== null && (side === 'sell' || side === 'buy')",
      },
    ],
  },
  {
    name: 'mode-forgotten-at-restart',
    what: 'what a rule or a person forbade is allowed again after a restart',
    patches: [
      {
        file: GOVERNOR,
        text: '    this.#mode = mode;\n    this.#marks = marks;\n',
        instead: '    this.#marks = mode === null ? null : marks;\n',
      },
    ],
  },
  {
    name: 'peak-forgotten-at-restart',
    what: 'drawdowns are counted anew from every restart on',
    patches: [
      {
        file: GOVERNOR,
        text: '    this.#mode = mode;\n    this.#marks = marks;\n',
        instead: '    this.#mode = marks === null ? mode : mode;\n',
      },
    ],
  },
  {
    name: 'mode-not-asked',
    what: 'entries leave in a mode that forbids them',
    patches: [{ file: 'src-main/engine/risk/approve.ts', text: '  halted,\n  riskMode,\n', instead: '  halted,\n' }],
  },
  {
    name: 'limits-changed-in-name',
    what: 'limits that were changed are those of before until the next start',
    patches: [
      {
        file: 'src-main/engine/govern.ts',
        text: '  for (const governor of engine.governors.values()) governor.limits = limits;\n',
        instead: '',
      },
    ],
  },
  {
    name: 'accounts-apart',
    what: 'limits over all accounts of a group count one of them',
    patches: [
      {
        file: 'src-main/engine/governed-accounts.ts',
        text: 'filter(({ account }) => account.group === first.group)',
        instead: 'filter(({ account }) => account.id === first.id)',
      },
    ],
  },
  {
    name: 'minute-by-wall-clock',
    what: 'a clock that is set ahead makes the minute of orders shorter',
    patches: [
      {
        file: 'src-main/engine/govern.ts',
        text: 'engine.ports.clock.monotonicMs?.() ?? engine.ports.clock.nowMs()',
        instead: 'engine.ports.clock.nowMs()',
      },
    ],
  },
  {
    name: 'unpriced-is-at-cost',
    what: 'what is held without a price counts as if nothing were lost',
    patches: [
      {
        file: GOVERNOR,
        text: '    if (held !== null) return',
        instead: "    if (held === '') return",
      },
    ],
  },
];
