/** How well a typed text fits, higher is better; null when it does not. Every word of it must be found. */
export function fuzzyScore(query: string, text: string): number | null {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const target = text.toLowerCase();
  let sum = 0;
  for (const word of words) {
    const score = wordScore(word, target);
    if (score === null) return null;
    sum += score;
  }
  return sum;
}

const WHOLE = 40;
const TOGETHER = 100;
const WORD_START = 60;
/** Letters that stand apart must still stand near: `btcusdt` is BTC-USDT, not a sentence that happens to have them all. */
const WIDEST = 2;

function wordScore(word: string, target: string): number | null {
  const at = startOf(word, target);
  if (at < 0) return scatteredScore(word, target);
  const isStart = startsWord(target, at);
  const isWhole = isStart && startsWord(`${target} `, at + word.length + 1);
  return TOGETHER + (isStart ? WORD_START : 0) + (isWhole ? WHOLE : 0) - Math.min(at, 40) / 2;
}

/** Where the word is found, at the start of a word if anywhere. */
function startOf(word: string, target: string): number {
  const first = target.indexOf(word);
  for (let at = first; at >= 0; at = target.indexOf(word, at + 1)) if (startsWord(target, at)) return at;
  return first;
}

const startsWord = (target: string, at: number): boolean => at === 0 || !/[\p{L}\p{N}]/u.test(target[at - 1] ?? '');

/** Letters in order with others between them. */
function scatteredScore(word: string, target: string): number | null {
  if (word.length < 2) return null;
  for (let start = target.indexOf(word[0] ?? ''); start >= 0; start = target.indexOf(word[0] ?? '', start + 1)) {
    if (!startsWord(target, start)) continue;
    const end = lastOf(word, target, start);
    if (end === null) return null;
    const span = end - start + 1;
    if (span <= word.length * WIDEST + 2) return 50 - (span - word.length) - Math.min(start, 40) / 4;
  }
  return null;
}

function lastOf(word: string, target: string, start: number): number | null {
  let at = start;
  for (const letter of word.slice(1)) {
    at = target.indexOf(letter, at + 1);
    if (at < 0) return null;
  }
  return at;
}

/** The best first, as many as are wanted; equals keep their order. */
export function fuzzyFilter<T>(
  items: readonly T[],
  query: string,
  { textOf, limit }: { readonly textOf: (item: T) => string; readonly limit: number },
): { readonly shown: readonly T[]; readonly total: number } {
  if (query.trim() === '') return { shown: items.slice(0, limit), total: items.length };
  const found: { item: T; score: number; length: number }[] = [];
  for (const item of items) {
    const text = textOf(item);
    const score = fuzzyScore(query, text);
    if (score !== null) found.push({ item, score, length: text.length });
  }
  found.sort((a, b) => b.score - a.score || a.length - b.length);
  return { shown: found.slice(0, limit).map(({ item }) => item), total: found.length };
}
