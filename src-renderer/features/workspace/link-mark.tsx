import type { Link } from './panel-params.ts';
import classes from './workspace.module.css';

/** The letter of a colour on the colour; drawn by the style, since the words beside it say it already. */
export function LinkMark({ link }: { readonly link: Link | null }) {
  return <span className={classes.link} data-link={link ?? 'none'} aria-hidden />;
}
