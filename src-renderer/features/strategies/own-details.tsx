import type { OwnStrategyView, StrategyProblemView } from '../../../src-preload/contract/own-strategy-views.ts';
import type { StrategyView } from '../../../src-preload/contract/research-views.ts';
import { wording } from '../../language/index.ts';
import { Panel, StateBadge, TimeText } from '../../ui/index.ts';
import classes from './strategies-page.module.css';
import { TONE_OF_STATE } from './strategy-list.tsx';
import { StrategyWords } from './strategy-words.tsx';

export type OwnDetailsProps = {
  readonly own: OwnStrategyView;
  /** The last good save; undefined when there is none. */
  readonly known: StrategyView | undefined;
};

export function OwnDetails({ own, known }: OwnDetailsProps) {
  return (
    <Panel title={own.title} className={classes.details}>
      <p className={classes.standing}>
        <StateBadge tone={TONE_OF_STATE[own.state]} label={wording.strategies.states[own.state]} />
        {own.title !== own.fileName && <span className={classes.entryFile}>{own.fileName}</span>}
        <span className={classes.entryFile}>
          {wording.strategies.savedAt} <TimeText timeMs={own.savedMs} />
        </span>
      </p>
      {own.problems.length > 0 && <Problems own={own} />}
      {own.state !== 'checking' && own.problems.length === 0 && <Findings own={own} />}
      {known !== undefined && <StrategyWords strategy={known} />}
    </Panel>
  );
}

function Problems({ own }: { readonly own: OwnStrategyView }) {
  return (
    <section aria-label={wording.strategies.problemsTitle}>
      <h3 className={classes.heading}>{wording.strategies.problemsTitle}</h3>
      <ul className={classes.problems} data-testid="strategy-problems">
        {own.problems.map((problem) => (
          <li key={`${problem.line}:${problem.column}:${problem.message}`}>
            <strong>{placeOf(problem)}</strong> {problem.message}
          </li>
        ))}
      </ul>
      {own.state === 'ready' && <p className={classes.hint}>{wording.strategies.problemsKept}</p>}
    </section>
  );
}

function placeOf({ line, column }: StrategyProblemView): string {
  return line === 0 ? wording.strategies.wholeFile : wording.strategies.place(line, column);
}

function Findings({ own }: { readonly own: OwnStrategyView }) {
  if (own.findings.length === 0) return <p className={classes.hint}>{wording.strategies.findingsClean}</p>;
  return (
    <section aria-label={wording.strategies.findingsTitle}>
      <h3 className={classes.heading}>{wording.strategies.findingsTitle}</h3>
      <ul className={classes.problems} data-testid="strategy-findings">
        {own.findings.map(({ check, message }) => (
          <li key={`${check}:${message}`}>
            <strong>{check}</strong> {message}
          </li>
        ))}
      </ul>
    </section>
  );
}
