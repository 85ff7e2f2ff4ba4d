import type { CsvPreviewView } from '../../../src-preload/contract/research-views.ts';
import { formatBytes } from '../../format/index.ts';
import { wording } from '../../language/index.ts';
import classes from './data-page.module.css';
import { COLUMN_ROLES, columnCount, type ImportForm } from './import-form.ts';

type PreviewTableProps = { readonly preview: CsvPreviewView; readonly columns: ImportForm['columns'] };

/** How the file was understood, and its first rows under the names its columns were given. */
export function PreviewTable({ preview, columns }: PreviewTableProps) {
  const indexes = Array.from({ length: columnCount(preview) }, (_, index) => index);
  const roleOf = (index: number): string =>
    COLUMN_ROLES.filter((role) => columns[role] === index)
      .map((role) => wording.data.roles[role])
      .join(', ');
  return (
    <>
      <dl className={classes.facts}>
        {factsOf(preview).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard */}
      <section className={classes.previewScroll} tabIndex={0} aria-label={wording.data.previewLabel}>
        <table className={classes.table}>
          <thead>
            <tr>
              {indexes.map((index) => (
                <th key={index} scope="col" data-chosen={roleOf(index) !== ''}>
                  {preview.header?.[index] || wording.data.column(index + 1)}
                  <span className={classes.role}>{roleOf(index)}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {preview.rows.slice(0, MOST_ROWS).map((row, number) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the rows of a file have no other name than their place
              <tr key={number}>
                {indexes.map((index) => (
                  <td key={index}>{row[index] ?? ''}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}

const MOST_ROWS = 6;

function factsOf(preview: CsvPreviewView): readonly (readonly [string, string])[] {
  const { guess } = wording.data;
  return [
    [guess.file, preview.fileName],
    [guess.size, formatBytes(preview.bytes)],
    [guess.delimiter, guess.delimiters[preview.delimiter]],
    [guess.decimal, preview.decimalComma ? guess.decimalComma : guess.decimalPoint],
    [guess.header, preview.header === null ? guess.noHeader : guess.hasHeader],
    [guess.time, preview.timeFormat === null ? guess.unknown : guess.timeFormats[preview.timeFormat]],
  ];
}
