import type { ReactNode } from 'react';
import { createContext, useContext, useId } from 'react';
import classes from './panel.module.css';

export type PanelProps = {
  readonly title: string;
  /** Beside the title: a count, a legend. */
  readonly note?: ReactNode;
  /** At the right end of the title's line. */
  readonly actions?: ReactNode;
  /** Content without padding: grids and charts. */
  readonly flush?: boolean;
  /** Nothing inside takes the focus, and it is longer than its place: the keyboard scrolls the content itself. */
  readonly scrollsByKeys?: boolean;
  readonly className?: string | undefined;
  readonly children: ReactNode;
};

const TitledOutsideContext = createContext(false);
/** Round panels whose place names them already (a tab): their own title is there for screen readers alone. */
export const TitledOutside = TitledOutsideContext.Provider;
export const useTitledOutside = (): boolean => useContext(TitledOutsideContext);

/** A titled part of a page; fills the height it is given and scrolls inside. */
export function Panel({ title, note, actions, flush = false, scrollsByKeys = false, className, children }: PanelProps) {
  const id = useId();
  const isTitledOutside = useTitledOutside();
  const isHeadEmpty = isTitledOutside && note === undefined && actions === undefined;
  const look = {
    className: `${classes.panel} ${className ?? ''}`,
    'data-titled-outside': isTitledOutside || undefined,
  };
  const content = (
    <>
      <div className={isHeadEmpty ? classes.hidden : classes.head}>
        <h2 id={id} className={isTitledOutside ? classes.hidden : classes.title}>
          {title}
        </h2>
        {note !== undefined && <div className={classes.note}>{note}</div>}
        {actions !== undefined && <div className={classes.actions}>{actions}</div>}
      </div>
      {scrollsByKeys ? (
        // A group: as a region it would be a second landmark of the panel's own name.
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
        // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form
        <div className={classes.content} data-flush={flush} role="group" tabIndex={0} aria-label={title}>
          {children}
        </div>
      ) : (
        <div className={classes.content} data-flush={flush}>
          {children}
        </div>
      )}
    </>
  );
  // What is named outside is a landmark outside.
  return isTitledOutside ? (
    <div {...look}>{content}</div>
  ) : (
    <section {...look} aria-labelledby={id}>
      {content}
    </section>
  );
}
