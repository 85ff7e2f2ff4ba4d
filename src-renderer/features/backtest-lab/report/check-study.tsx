import type { CheckStudyView, CheckView } from '../../../../src-preload/contract/study-views.ts';
import { formatDecimal, formatTime } from '../../../format/index.ts';
import { wording } from '../../../language/index.ts';
import { useTimeZone } from '../../../ui/index.ts';
import classes from './report.module.css';

const CHECKS = ['lookAhead', 'warmUp', 'repainting'] as const;

/** The three verdicts, why, and the first thing each found. */
export function CheckStudy({ result: { report } }: { readonly result: CheckStudyView }) {
  const { names, verdicts, judged } = wording.backtestReport.studies.checks;
  const count = (value: number): string => formatDecimal(value, { decimals: 0 });
  return (
    <>
      <p className={classes.note}>{judged(count(report.candles), count(report.judgedBars), count(report.decisions))}</p>
      <dl className={classes.checks} data-testid="checks">
        {CHECKS.map((name) => {
          const check = report.checks[name];
          return (
            <div key={name} data-check={name} data-verdict={check.verdict}>
              <dt>
                {names[name]}: <strong className={classes[check.verdict]}>{verdicts[check.verdict]}</strong>
              </dt>
              <dd>{check.sentence}</dd>
              <FirstEvidence evidence={check.evidence} />
            </div>
          );
        })}
      </dl>
    </>
  );
}

function FirstEvidence({ evidence }: Pick<CheckView, 'evidence'>) {
  const timeZone = useTimeZone();
  const [first] = evidence;
  if (first === undefined) return null;
  const { evidence: words, nothing } = wording.backtestReport.studies.checks;
  const text = (value: string | number | null): string => (value === null ? nothing : String(value));
  const time = formatTime(first.timeMs, timeZone, 'dateTime');
  return <dd className={classes.dimmed}>{words(time, first.name, text(first.expected), text(first.actual))}</dd>;
}
