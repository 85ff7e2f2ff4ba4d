import type { FigureGroup } from './key-figures.ts';
import type { Markup } from './markup.ts';
import { html } from './markup.ts';

/** The figures in cards, each with the number of its footnote. */
export function figuresSection(groups: readonly FigureGroup[]): Markup {
  let note = 0;
  return html`<section><h2>Key figures</h2><div class="cards">${groups.map(
    ({ title, figures }) =>
      html`<div class="card"><h3>${title}</h3><dl>${figures.map(({ name, value }) => {
        note++;
        return html`<div><dt>${name}<sup><a href="#note-${note}">${note}</a></sup></dt><dd>${value}</dd></div>`;
      })}</dl></div>`,
  )}</div></section>`;
}

/** What each figure means, in the same order. */
export function footnotes(groups: readonly FigureGroup[]): Markup {
  const figures = groups.flatMap((group) => group.figures);
  return html`<footer><h2>Definitions</h2><ol>${figures.map(
    ({ name, definition }, index) => html`<li id="note-${index + 1}"><strong>${name}</strong> ${definition}</li>`,
  )}</ol><p class="note">A dash stands where a figure is not defined. Times are UTC. Past results of a simulation: fills, costs and gaps of the real market may differ.</p></footer>`;
}
