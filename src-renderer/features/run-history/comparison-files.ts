import { csvText, csvTextCell } from '../../../src-main/base/csv-cell.ts';
import type { RunView } from '../../../src-preload/contract/run-views.ts';
import { wording } from '../../language/index.ts';
import type { NormalisedCurve } from './compare-runs.ts';
import { normalisedCurves } from './compare-runs.ts';
import { type ComparedCell, type ComparedTable, markText, runTitle } from './comparison-tables.ts';

/** One row a figure: which table it is of, what it is, and the exact value of each run. */
export function comparisonCsv(runs: readonly RunView[], tables: readonly ComparedTable[]): string {
  const { table, what } = wording.runs.fileColumns;
  const header = [table, what, ...runs.map(runTitle)].map(csvTextCell);
  const rows = tables.flatMap(({ title, rows }) =>
    rows.map(({ name, cells }) => [title, name, ...cells.map(({ exact }) => exact)].map(csvTextCell)),
  );
  return csvText([header, ...rows]);
}

const WIDTH = 960;
const HEIGHT = 260;
/** Told apart on paper and by all eyes; dashes tell them apart without any colour. */
const COLOURS = ['#1971c2', '#e67700', '#9c36b5', '#2b8a3e', '#c2255c', '#495057'];
const DASHES = ['', '8 4', '2 3', '12 3 2 3', '5 2', '1 5'];
const STYLE = `body{font:14px/1.45 system-ui,sans-serif;margin:2em auto;max-width:1100px;padding:0 1em;color:#1b1f24;background:#fff}
h1{font-size:1.4em}h2{font-size:1.1em;margin-top:2em}table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
th,td{padding:4px 10px;border-bottom:1px solid #d8dee6;text-align:right;vertical-align:top;overflow-wrap:anywhere}
th:first-child{text-align:left;font-weight:400}thead th{font-weight:600}.mark{font-size:.75em;border:1px solid;border-radius:3px;padding:0 4px}
.differs{background:#fff3d6}svg{width:100%;height:auto;border:1px solid #d8dee6}li{margin:.2em 0}`;

/** A page of its own that needs nothing else: curves, and every table of the comparison. */
export function comparisonHtml(runs: readonly RunView[], tables: readonly ComparedTable[]): string {
  const title = escaped(wording.runs.fileTitle(runs.length));
  const body = [
    `<h1>${title}</h1>`,
    `<h2>${escaped(wording.runs.curvesTitle)}</h2>`,
    curvesSvg(runs),
    ...tables.map((table) => tableHtml(runs, table)),
  ];
  const head = `<meta charset="utf-8"><title>${title}</title><style>${STYLE}</style>`;
  return `<!doctype html>\n<html lang="en"><head>${head}</head><body>${body.join('\n')}</body></html>\n`;
}

function curvesSvg(runs: readonly RunView[]): string {
  const curves = normalisedCurves(runs);
  const times = curves.flatMap(({ timeMs }) => [timeMs[0] ?? 0, timeMs.at(-1) ?? 0]);
  const values = curves.flatMap(({ value }) => Array.from(value));
  const place = placing([Math.min(...times), Math.max(...times)], [Math.min(...values), Math.max(...values)]);
  const lines = curves.map((curve, run) => {
    const look = `stroke="${COLOURS[run % COLOURS.length]}" stroke-dasharray="${DASHES[run % DASHES.length]}"`;
    return `<polyline fill="none" stroke-width="1.5" ${look} points="${pointsOf(curve, place)}"/>`;
  });
  const legend = runs.map((run, index) => {
    const look = `stroke="${COLOURS[index % COLOURS.length]}" stroke-dasharray="${DASHES[index % DASHES.length]}"`;
    const line = `<svg viewBox="0 0 28 8" style="width:28px;border:0"><path d="M0 4H28" stroke-width="2" ${look}/></svg>`;
    return `<li>${line} ${escaped(runTitle(run))}</li>`;
  });
  return `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img">${lines.join('')}</svg><ul>${legend.join('')}</ul>`;
}

type Placing = (timeMs: number, value: number) => readonly [number, number];

function placing([fromMs, toMs]: readonly [number, number], [low, high]: readonly [number, number]): Placing {
  const spanMs = Math.max(1, toMs - fromMs);
  const span = high > low ? high - low : 1;
  return (timeMs, value) => [((timeMs - fromMs) / spanMs) * WIDTH, HEIGHT - ((value - low) / span) * HEIGHT];
}

function pointsOf({ timeMs, value }: NormalisedCurve, place: Placing): string {
  return Array.from(timeMs, (time, row) =>
    place(time, value[row] as number)
      .map((part) => part.toFixed(1))
      .join(),
  ).join(' ');
}

function tableHtml(runs: readonly RunView[], { title, first, note, rows }: ComparedTable): string {
  const head = [first, ...runs.map(runTitle)].map((text) => `<th scope="col">${escaped(text)}</th>`).join('');
  const lines = rows.map(({ name, cells, differs }) => {
    const texts = cells
      .map((cell) => `<td title="${escaped(cell.exact)}">${cellHtml(cell, runs.length)}</td>`)
      .join('');
    const mark = differs ? ` <span class="mark">${escaped(wording.runs.differs)}</span>` : '';
    return `<tr${differs ? ' class="differs"' : ''}><th scope="row">${escaped(name)}${mark}</th>${texts}</tr>`;
  });
  const said = note === '' ? '' : `<p>${escaped(note)}</p>`;
  return `<h2>${escaped(title)}</h2>${said}<table><thead><tr>${head}</tr></thead><tbody>${lines.join('')}</tbody></table>`;
}

function cellHtml({ text, mark }: ComparedCell, runs: number): string {
  const said = mark === null ? '' : `<span class="mark">${escaped(markText(mark, runs))}</span> `;
  return `${said}${escaped(text)}`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);
