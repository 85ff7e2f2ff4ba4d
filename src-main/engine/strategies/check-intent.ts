import type { Bracket, Level } from '../../model/bracket.ts';
import type { EnterIntent, ExitIntent, Intent } from './intent.ts';

/** What is wrong with an intent, naming the field, its value and what was expected; null when nothing is. */
export function whyNoIntent(intent: Intent): string | null {
  switch (intent.kind) {
    case 'enter':
      return whyNoEntry(intent);
    case 'exit':
      return whyNoExit(intent);
    case 'protect':
      return whyNoBracket(intent.bracket);
    default:
      return null;
  }
}

function whyNoEntry({ limitPrice, stopPrice, postOnly, size, bracket, maxEntries }: EnterIntent): string | null {
  if (postOnly === true && ((limitPrice ?? null) === null || (stopPrice ?? null) !== null)) {
    return `postOnly is true, expected a limitPrice and no stopPrice beside it, not ${limitPrice} and ${stopPrice}`;
  }
  return (
    whyNotAbove0('limitPrice', limitPrice) ??
    whyNotAbove0('stopPrice', stopPrice) ??
    whyNoSize(size) ??
    whyNoCount('maxEntries', maxEntries) ??
    whyNoBracket(bracket)
  );
}

function whyNoExit({ share, limitPrice, stopPrice }: ExitIntent): string | null {
  if (share !== undefined && !(share > 0 && share <= 1)) return `share is ${share}, expected above 0 and at most 1`;
  return whyNotAbove0('limitPrice', limitPrice) ?? whyNotAbove0('stopPrice', stopPrice);
}

function whyNoSize(size: EnterIntent['size']): string | null {
  if (size === undefined) return null;
  if (size.kind === 'share') return whyNotAbove0('size.share', size.share);
  return size.kind === 'amount'
    ? whyNotAbove0('size.amount', size.amount)
    : whyNotAbove0('size.quantity', size.quantity);
}

function whyNoBracket(bracket: Bracket | undefined): string | null {
  if (bracket === undefined) return null;
  const { stopLoss, target, trailing, maxBars } = bracket;
  return (
    whyNoLevel('stopLoss', stopLoss) ??
    whyNoLevel('target', target) ??
    whyNotAbove0('trailing.distance', trailing?.distance) ??
    whyNoLevel('trailing.activation', trailing?.activation) ??
    whyNoTrailing(trailing) ??
    whyNoCount('maxBars', maxBars)
  );
}

function whyNoTrailing(trailing: Bracket['trailing']): string | null {
  if (trailing?.follows !== 'market' || trailing.activation === undefined) return null;
  return 'trailing.activation is given, expected none for a stop that follows the market from the entry on';
}

function whyNoLevel(name: string, level: Level | undefined): string | null {
  if (level === undefined) return null;
  if ('price' in level) return whyNotAbove0(`${name}.price`, level.price);
  return 'distance' in level
    ? whyNotAbove0(`${name}.distance`, level.distance)
    : whyNotAbove0(`${name}.fraction`, level.fraction);
}

function whyNotAbove0(name: string, value: number | null | undefined): string | null {
  if (value === null || value === undefined) return null;
  return value > 0 && value < Number.POSITIVE_INFINITY ? null : `${name} is ${value}, expected a number above 0`;
}

function whyNoCount(name: string, value: number | undefined): string | null {
  if (value === undefined || (Number.isInteger(value) && value >= 1)) return null;
  return `${name} is ${value}, expected a whole number of 1 or more`;
}
