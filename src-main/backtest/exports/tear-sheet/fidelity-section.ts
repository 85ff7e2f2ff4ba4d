import type { Fidelity } from '../../fidelity/fidelity-of.ts';
import type { Markup } from './markup.ts';
import { html, NOTHING } from './markup.ts';

/** How far the page may be believed, before anything that it says. */
export function fidelitySection({ grade, score, summary, reasons }: Fidelity): Markup {
  if (grade === null) return NOTHING;
  const list = html`<ul>${reasons.map(({ sentence, points }) => html`<li>${sentence} <span class="note">−${points}</span></li>`)}</ul>`;
  return html`<section><h2>Fidelity ${grade}, ${score} of 100</h2><p class="note">${summary}</p>${reasons.length === 0 ? NOTHING : list}</section>`;
}
