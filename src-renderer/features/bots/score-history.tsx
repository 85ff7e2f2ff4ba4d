import type { DecisionView } from '../../../src-preload/contract/views.ts';
import { wording } from '../../language/index.ts';
import classes from './bot-details.module.css';
import { scoreLines } from './score-lines.ts';

const texts = wording.bots.details;
const WIDTH = 760;
const HEIGHT = 120;

/** The combined score over time, thick, and the score of each signal, thin and dashed in a way of its own. */
export function ScoreHistory({ decisions }: { readonly decisions: readonly DecisionView[] }) {
  const lines = scoreLines(decisions, WIDTH, HEIGHT);
  if (lines.length === 0) return <p className={classes.hint}>{texts.noScores}</p>;
  return (
    <figure className={classes.figure}>
      <svg viewBox={`0 -2 ${WIDTH} ${HEIGHT + 4}`} role="img" aria-label={texts.scoresLabel(decisions.length)}>
        <path className={classes.zero} d={`M0 ${HEIGHT / 2}H${WIDTH}`} />
        {lines.map(({ name, path }, index) => (
          <path key={name} className={classes.line} data-line={index} d={path} />
        ))}
      </svg>
      <figcaption className={classes.legend}>
        {lines.map(({ name }, index) => (
          <span key={name}>
            <svg width="26" height="8" aria-hidden>
              <path className={classes.line} data-line={index} d="M0 4H26" />
            </svg>
            {name === '' ? wording.bots.score.combined : (wording.trading.signals[name] ?? name)}
          </span>
        ))}
      </figcaption>
    </figure>
  );
}
