import type { DecisionView } from '../../../src-preload/contract/views.ts';
import { formatDecimal, formatQuantity } from '../../format/index.ts';
import { wording } from '../../language/index.ts';
import { TimeText } from '../../ui/index.ts';
import classes from './score.module.css';
import { ScoreBar } from './score-bar.tsx';
import { scoreText } from './score-text.ts';

const texts = wording.bots.score;

/** Why a bot decided as it did: each signal's reading, weight and score, and what they come to together. */
export function DecisionExplanation({ decision }: { readonly decision: DecisionView | null }) {
  if (decision === null) return <p>{texts.warmingUp}</p>;
  return (
    <div>
      <dl className={classes.facts}>
        <div>
          <dt>{texts.action}</dt>
          <dd>{wording.trading.actions[decision.action]}</dd>
        </div>
        <div>
          <dt>{texts.decidedAt}</dt>
          <dd>
            <TimeText timeMs={decision.timeMs} pattern="full" />
          </dd>
        </div>
      </dl>
      {decision.score === null ? <p>{texts.noScore}</p> : <PartsTable parts={decision.parts} score={decision.score} />}
    </div>
  );
}

function PartsTable({ parts, score }: { readonly parts: DecisionView['parts']; readonly score: number }) {
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">{texts.signal}</th>
          <th scope="col">{texts.reading}</th>
          <th scope="col">{texts.weight}</th>
          <th scope="col">{texts.partScore}</th>
        </tr>
      </thead>
      <tbody>
        {parts.map((part) => (
          <tr key={part.signal}>
            <td>{wording.trading.signals[part.signal] ?? part.signal}</td>
            <td>{formatDecimal(part.value, { decimals: 4 })}</td>
            <td>{formatQuantity(part.weight, 4)}</td>
            <td>
              <ScoreWithBar score={part.score} />
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <td colSpan={3} title={texts.combinedHint}>
            {texts.combined}
          </td>
          <td>
            <ScoreWithBar score={score} />
          </td>
        </tr>
      </tfoot>
    </table>
  );
}

function ScoreWithBar({ score }: { readonly score: number }) {
  return (
    <span className={classes.score}>
      <ScoreBar score={score} />
      <span className={classes.number}>{scoreText(score)}</span>
    </span>
  );
}
