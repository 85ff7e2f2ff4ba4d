import type { CorrelationView } from '../../../src-preload/contract/portfolio-views.ts';
import { ask } from '../../bridge/index.ts';
import { wording } from '../../language/index.ts';
import { CorrelationHeatmap, EmptyState, ErrorState, Loading, Panel } from '../../ui/index.ts';
import classes from './portfolio-page.module.css';
import type { Answer } from './use-answer.ts';
import { useAnswer } from './use-answer.ts';

const texts = wording.portfolio;

type CorrelationProps = { readonly accountId: string; readonly moment: string };

/** How the bots' days go together, and those of what they traded. */
export function CorrelationPanels({ accountId, moment }: CorrelationProps) {
  // Days hardly change within one: a fill may bring a bot or a symbol, the seconds bring nothing.
  const fees = moment.slice(0, moment.indexOf(' '));
  const answer = useAnswer(`${accountId} ${fees}`, () => ask('portfolio.correlations', { accountId }));
  return (
    <div className={classes.correlations}>
      <CorrelationPanel title={texts.correlationBots} label={texts.correlationBotsLabel} answer={answer} of="bots" />
      <CorrelationPanel
        title={texts.correlationSymbols}
        label={texts.correlationSymbolsLabel}
        answer={answer}
        of="symbols"
      />
    </div>
  );
}

type Correlations = { readonly bots: CorrelationView; readonly symbols: CorrelationView };

type PanelProps = {
  readonly title: string;
  readonly label: string;
  readonly answer: Answer<Correlations>;
  readonly of: keyof Correlations;
};

function CorrelationPanel({ title, label, answer, of }: PanelProps) {
  return (
    <Panel title={title} note={texts.correlationNote}>
      {answer.kind === 'loading' && <Loading label={texts.loading} />}
      {answer.kind === 'failed' && <ErrorState failure={answer.failure} />}
      {answer.kind === 'ready' && <Matrix label={label} matrix={answer.value[of]} />}
    </Panel>
  );
}

function Matrix({ label, matrix }: { readonly label: string; readonly matrix: CorrelationView }) {
  const { names, values, days } = matrix;
  if (names.length === 0) return <EmptyState title={texts.correlationEmpty} />;
  const hintOf = (row: number, column: number): string =>
    texts.correlationCell(names[row] ?? '', names[column] ?? '', days[row]?.[column] ?? 0);
  return <CorrelationHeatmap label={label} names={names} values={values} hintOf={hintOf} />;
}
