import type { StoryDecisionView } from '../../../src-preload/contract/story-views.ts';
import { formatDecimal } from '../../format/index.ts';
import { wording } from '../../language/index.ts';

const texts = wording.story;

type DecisionFactsProps = { readonly decision: Pick<StoryDecisionView, 'score' | 'parts' | 'regime'> };

/** Entries of a list of facts: the score a decision came to, what each signal gave to it, and the regime it stood in. */
export function DecisionFacts({ decision: { score, parts, regime } }: DecisionFactsProps) {
  return (
    <>
      {score !== null && <dt>{texts.score}</dt>}
      {score !== null && <dd>{scoreText(score)}</dd>}
      {parts.map((part) => [
        <dt key={`${part.signal} name`}>{wording.trading.signals[part.signal] ?? part.signal}</dt>,
        <dd key={part.signal}>{`${scoreText(part.score)} (${formatDecimal(part.value, { decimals: 4 })})`}</dd>,
      ])}
      {regime !== null && <dt>{texts.regime}</dt>}
      {regime !== null && <dd>{wording.regimes.names[regime]}</dd>}
    </>
  );
}

const scoreText = (score: number): string => formatDecimal(score, { decimals: 3 });
