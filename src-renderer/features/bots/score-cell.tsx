import { Popover } from '@mantine/core';
import type { BotView } from '../../../src-preload/contract/views.ts';
import { NO_VALUE } from '../../format/index.ts';
import { wording } from '../../language/index.ts';
import { DecisionExplanation } from './decision-explanation.tsx';
import classes from './score.module.css';
import { ScoreBar } from './score-bar.tsx';
import { scoreText } from './score-text.ts';

/** The latest score of a bot; a press shows what it is made of. */
export function ScoreCell({ bot }: { readonly bot: BotView }) {
  const { decision, config } = bot;
  const score = decision?.score ?? null;
  const shown = shownScore(decision);
  return (
    <Popover position="bottom-start" withArrow trapFocus returnFocus width={400}>
      <Popover.Target>
        <button type="button" className={classes.button} aria-label={wording.bots.score.explain(config.name, shown)}>
          {score !== null && <ScoreBar score={score} />}
          <span className={classes.number}>{shown}</span>
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <DecisionExplanation decision={decision} />
      </Popover.Dropdown>
    </Popover>
  );
}

function shownScore(decision: BotView['decision']): string {
  if (decision === null) return NO_VALUE;
  return decision.score === null ? wording.bots.score.none : scoreText(decision.score);
}
