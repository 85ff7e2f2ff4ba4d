import { wording } from '../../language/index.ts';

const { advice } = wording.exchanges;
/** A wait that was told once is over before anybody has read it. */
const TOLD_WAIT = /^\S+ is (?:tried again in \d+ ms|being tried): /;
const ADVICE: readonly (readonly [RegExp, string])[] = [
  [/ENOTFOUND|EAI_AGAIN/, advice.nameNotFound],
  [/ECONNREFUSED/, advice.nobodyListens],
  [/CERT|SELF_SIGNED|TLS|SSL/, advice.notTrusted],
  [/TIMEDOUT|TIMEOUT|no whole reply/, advice.noAnswer],
  [/ECONNRESET|UND_ERR|EPIPE|ENETUNREACH|EHOSTUNREACH/, advice.broken],
];

/** Why a connection does not work, without what was only true at that moment. */
export function reasonText(reason: string): string {
  return reason.replace(TOLD_WAIT, '');
}

/** What a person can do about it; undefined where the reason says so itself. */
export function adviceOn(reason: string): string | undefined {
  return ADVICE.find(([pattern]) => pattern.test(reason))?.[1];
}
