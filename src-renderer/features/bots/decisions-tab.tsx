import { useState } from 'react';
import type { BotView, DecisionView } from '../../../src-preload/contract/views.ts';
import { wording } from '../../language/index.ts';
import { EmptyState, Loading, plainTable, TimeText } from '../../ui/index.ts';
import classes from './bot-details.module.css';
import { DecisionExplanation } from './decision-explanation.tsx';
import { ScoreHistory } from './score-history.tsx';
import { scoreText } from './score-text.ts';
import { useDecisions } from './use-decisions.ts';

const texts = wording.bots.details;

/** Scores over time, and of each decision what it was made of. */
export function DecisionsTab({ bot }: { readonly bot: BotView }) {
  const decisions = useDecisions(bot.config.id);
  const [chosenMs, setChosenMs] = useState<number>();
  if (decisions === undefined) return <Loading />;
  if (decisions.length === 0) return <EmptyState title={texts.noDecisions} hint={texts.decisionsKept} />;
  const chosen = decisions.find(({ timeMs }) => timeMs === chosenMs) ?? decisions.at(-1) ?? null;
  return (
    <div className={classes.part}>
      <ScoreHistory decisions={decisions} />
      <p className={classes.hint}>{texts.decisionsKept}</p>
      <div className={classes.columns}>
        <DecisionList decisions={decisions} chosenMs={chosen?.timeMs} onChoose={setChosenMs} />
        <DecisionExplanation decision={chosen} />
      </div>
    </div>
  );
}

type DecisionListProps = {
  readonly decisions: readonly DecisionView[];
  readonly chosenMs: number | undefined;
  readonly onChoose: (timeMs: number) => void;
};

/** Newest first. */
function DecisionList({ decisions, chosenMs, onChoose }: DecisionListProps) {
  return (
    <div className={classes.list}>
      <table className={plainTable.table} aria-label={texts.tabs.decisions}>
        <thead>
          <tr>
            <th scope="col">{wording.bots.score.decidedAt}</th>
            <th scope="col">{wording.bots.score.action}</th>
            <th scope="col" className={plainTable.right}>
              {wording.bots.columns.score}
            </th>
          </tr>
        </thead>
        <tbody>
          {[...decisions].reverse().map(({ timeMs, action, score }) => (
            <tr key={timeMs}>
              <td>
                <button
                  type="button"
                  className={classes.choose}
                  aria-pressed={timeMs === chosenMs}
                  onClick={() => onChoose(timeMs)}
                >
                  <TimeText timeMs={timeMs} pattern="full" />
                </button>
              </td>
              <td>{wording.trading.actions[action]}</td>
              <td className={plainTable.right}>{score === null ? wording.bots.score.none : scoreText(score)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
