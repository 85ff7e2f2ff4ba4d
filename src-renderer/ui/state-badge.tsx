import classes from './state-badge.module.css';

export type Tone = 'neutral' | 'good' | 'bad' | 'warning' | 'accent';

/** A shape per tone, so that a state can be told without its colour. */
const SHAPES: Readonly<Record<Tone, string>> = {
  neutral: 'M2 2h6v6h-6z',
  good: 'M2 1l7 4-7 4z',
  bad: 'M1.5 3l2-2 1.5 1.5 1.5-1.5 2 2-1.5 2 1.5 2-2 2-1.5-1.5-1.5 1.5-2-2 1.5-2z',
  warning: 'M5 1l4.5 8h-9z',
  accent: 'M5 1a4 4 0 1 0 .01 0z',
};

export type StateBadgeProps = { readonly tone: Tone; readonly label: string };

/** A state in a word, with a shape and a colour of its own. */
export function StateBadge({ tone, label }: StateBadgeProps) {
  return (
    <span className={classes.badge} data-tone={tone}>
      <svg width="9" height="9" viewBox="0 0 10 10" aria-hidden>
        <path d={SHAPES[tone]} fill="currentColor" />
      </svg>
      {label}
    </span>
  );
}
