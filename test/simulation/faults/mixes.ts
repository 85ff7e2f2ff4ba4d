import type { FaultName } from './swarm.ts';
import { FAULTS } from './swarm.ts';

/** What a person makes of the faults: by name, how often more likely and frequent than the default, or a rate for all seeds. */
export type Mix = {
  readonly text: string;
  readonly weights: Partial<Readonly<Record<FaultName, number>>>;
  readonly rates: Partial<Readonly<Record<FaultName, number>>>;
};

export const DEFAULT_MIX: Mix = { text: 'default', weights: {}, rates: {} };

const GROUPS = {
  wire: [
    'requestLost',
    'requestLate',
    'replyLost',
    'replyLate',
    'replyDuplicated',
    'replyReordered',
    'failedBefore',
    'failedAfter',
    'staleRead',
  ],
  weather: ['rateStorm', 'banned', 'failureStorm', 'outage'],
  stream: ['eventLost', 'eventDuplicated', 'eventReordered', 'streamGap', 'streamHalfOpen', 'feedStale', 'feedLate'],
  crashes: ['crash', 'crashWhileRecovering', 'powerCut'],
  disk: ['diskFull', 'writeFails', 'syncFails'],
  clock: ['clockJump', 'clockDrift'],
  people: ['personCancels', 'personTrades', 'personTransfers'],
  market: ['partialFill', 'fillRacesCancel', 'endsByItself'],
} as const satisfies Readonly<Record<string, readonly FaultName[]>>;

const HEAVY = 3;
const LIGHT = 0.25;
/** No rate that is a probability goes beyond: something must still come through. */
const MOST = 0.9;

export const MIX_WORDS = `a mix is words with commas between: ${Object.keys(GROUPS).join(', ')} (these ${HEAVY} times as
likely and often, all others ${LIGHT} times), calm (nothing goes wrong), fault=rate (in every seed, as src: ${Object.keys(FAULTS).join(', ')})`;

/** Reads `wire,crash=0.02`. Throws Error for a word that is none. */
export function readMix(text: string): Mix {
  const weights: Partial<Record<FaultName, number>> = {};
  const rates: Partial<Record<FaultName, number>> = {};
  const words = text.split(',').filter((word) => word !== '' && word !== 'default');
  const groups = words.filter((word) => word in GROUPS) as (keyof typeof GROUPS)[];
  const isCalm = words.includes('calm');
  if (isCalm || groups.length > 0) {
    for (const name of Object.keys(FAULTS) as FaultName[]) weights[name] = isCalm ? 0 : LIGHT;
    for (const group of groups) for (const name of GROUPS[group]) weights[name] = HEAVY;
  }
  for (const word of words) {
    if (word === 'calm' || word in GROUPS) continue;
    const [name = '', rate = ''] = word.split('=');
    if (!(name in FAULTS) || rate === '' || !(Number(rate) >= 0)) throw new Error(`--mix has "${word}", ${MIX_WORDS}`);
    rates[name as FaultName] = Number(rate);
  }
  return { text, weights, rates };
}

/** How likely a seed has the fault, and its rate there. */
export function weighed(mix: Mix, name: FaultName, drawn: { readonly draw: number; readonly rate: number }): number {
  const { seeds, to } = FAULTS[name];
  const fixed = mix.rates[name];
  if (fixed !== undefined) return fixed;
  const weight = mix.weights[name] ?? 1;
  return drawn.draw < seeds * weight ? Math.min(drawn.rate * weight, Math.max(MOST, to)) : 0;
}
