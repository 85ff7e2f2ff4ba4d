import type { ReactNode } from 'react';
import classes from './state-message.module.css';

export type EmptyStateProps = {
  readonly title: string;
  readonly hint?: string | undefined;
  /** What to do about it. */
  readonly children?: ReactNode;
};

/** In place of a list or page that has nothing in it. */
export function EmptyState({ title, hint, children }: EmptyStateProps) {
  return (
    <div className={classes.message}>
      <p className={classes.title}>{title}</p>
      {hint !== undefined && <p className={classes.hint}>{hint}</p>}
      {children}
    </div>
  );
}
