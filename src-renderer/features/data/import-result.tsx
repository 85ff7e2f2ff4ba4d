import { Button } from '@mantine/core';
import { REJECTION_KINDS } from '../../../src-preload/contract/rejection-kinds.ts';
import type { ImportResultView } from '../../../src-preload/contract/research-views.ts';
import { formatDecimal, formatTime } from '../../format/index.ts';
import { wording } from '../../language/index.ts';
import { useTimeZone } from '../../ui/index.ts';
import classes from './data-page.module.css';
import type { ImportForm } from './import-form.ts';
import { startOver } from './import-store.ts';

const count = (value: number): string => formatDecimal(value, { decimals: 0 });

type ImportResultProps = { readonly form: ImportForm; readonly result: ImportResultView };

/** What became of a file: every row counted, the first rejected ones in their own words. */
export function ImportResult({ form, result }: ImportResultProps) {
  const timeZone = useTimeZone();
  const rejected = REJECTION_KINDS.map((kind) => ({ kind, ...result.rejected[kind] })).filter((one) => one.count > 0);
  const total = rejected.reduce((sum, one) => sum + one.count, 0);
  const counts = { ...result, rejected: total };
  return (
    <div data-testid="import-result">
      <p className={classes.done} role="status">
        <strong>{`${wording.data.doneTitle}: ${form.symbol.trim().toUpperCase()} ${form.interval ?? ''}`}</strong>{' '}
        {wording.data.span(
          formatTime(result.first, timeZone, 'dateTime'),
          formatTime(result.last, timeZone, 'dateTime'),
        )}
      </p>
      <dl className={classes.facts} aria-label={wording.data.countsLabel}>
        {(Object.keys(wording.data.counts) as (keyof typeof wording.data.counts)[]).map((name) => (
          <div key={name}>
            <dt>{wording.data.counts[name]}</dt>
            <dd data-count={name}>{count(counts[name])}</dd>
          </div>
        ))}
      </dl>
      {result.descending && <p>{wording.data.descending}</p>}
      {total === 0 ? (
        <p>{wording.data.nothingRejected}</p>
      ) : (
        <h3 className={classes.heading}>{wording.data.rejections}</h3>
      )}
      {rejected.map((one) => (
        <RejectedRows key={one.kind} {...one} />
      ))}
      <Button mt="sm" onClick={startOver}>
        {wording.data.importAnother}
      </Button>
    </div>
  );
}

type Rejection = ImportResultView['rejected'][(typeof REJECTION_KINDS)[number]];

function RejectedRows({ kind, ...rejection }: Rejection & { readonly kind: (typeof REJECTION_KINDS)[number] }) {
  return (
    <details className={classes.rejection} open>
      <summary>{wording.data.rejectionSummary(wording.data.rejectionKinds[kind], count(rejection.count))}</summary>
      {rejection.count > rejection.first.length && (
        <p className={classes.hint}>{wording.data.firstOf(rejection.first.length, count(rejection.count))}</p>
      )}
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col" className={classes.lineNumber}>
              {wording.data.line}
            </th>
            <th scope="col">{wording.data.text}</th>
          </tr>
        </thead>
        <tbody>
          {rejection.first.map(({ line, text }) => (
            <tr key={line}>
              <td>{line}</td>
              <td>
                <code>{text}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
