/**
 * The documentation itself, put in when the window is built: what is read here is what is read there. Names are known at
 * once, texts are fetched when help is opened. What the code is like is not for those who trade with it.
 */
const FILES = import.meta.glob<string>(['../../../docs/**/*.md', '!../../../docs/architecture.md'], {
  query: '?raw',
  import: 'default',
});

export type HelpSource = {
  /** Its path below docs/ without the ending: `risk`, `strategies/grid`. */
  readonly id: string;
  readonly load: () => Promise<string>;
};

export const HELP_SOURCES: readonly HelpSource[] = Object.entries(FILES).map(([path, load]) => ({
  id: path.replace(/^.*docs\//, '').replace(/\.md$/, ''),
  load,
}));
