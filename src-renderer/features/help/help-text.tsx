import { Fragment } from 'react';
import { plainTable } from '../../ui/index.ts';
import classes from './help.module.css';
import { type Block, type Inline, parseInline } from './markdown.ts';

type OnLink = (target: string) => void;
export type HelpTextProps = { readonly blocks: readonly Block[]; readonly onLink: OnLink };

/** A chapter as it is read. Its title is the dialog's second heading; below it the levels follow. */
export function HelpText({ blocks, onLink }: HelpTextProps) {
  return blocks.map((block, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a chapter never changes while it is shown.
    <HelpBlock key={index} block={block} onLink={onLink} />
  ));
}

function HelpBlock({ block, onLink }: { readonly block: Block; readonly onLink: OnLink }) {
  if (block.kind === 'heading') return <Heading {...block} />;
  if (block.kind === 'code') return <pre className={classes.code}>{block.text}</pre>;
  if (block.kind === 'table') return <Table {...block} onLink={onLink} />;
  if (block.kind === 'paragraph')
    return (
      <p>
        <Words text={block.text} onLink={onLink} />
      </p>
    );
  const List = block.ordered ? 'ol' : 'ul';
  return (
    <List>
      {block.items.map((item) => (
        <li key={item}>
          <Words text={item} onLink={onLink} />
        </li>
      ))}
    </List>
  );
}

function Heading({ level, text, anchor }: Extract<Block, { kind: 'heading' }>) {
  const Tag = level === 1 ? 'h3' : level === 2 ? 'h4' : 'h5';
  return (
    <Tag data-anchor={anchor} tabIndex={-1} className={classes.heading}>
      {text}
    </Tag>
  );
}

function Table({ head, rows, onLink }: Extract<Block, { kind: 'table' }> & { readonly onLink: OnLink }) {
  return (
    <table className={`${plainTable.table} ${classes.table}`}>
      <thead>
        <tr>
          {head.map((cell) => (
            <th key={cell} scope="col">
              <Words text={cell} onLink={onLink} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.join('|')}>
            {row.map((cell, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: cells of a row may be alike.
              <td key={column}>
                <Words text={cell} onLink={onLink} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Words({ text, onLink }: { readonly text: string; readonly onLink: OnLink }) {
  return parseInline(text).map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: words of a text never move.
    <Fragment key={index}>
      <Word part={part} onLink={onLink} />
    </Fragment>
  ));
}

function Word({ part, onLink }: { readonly part: Inline; readonly onLink: OnLink }) {
  if (part.kind === 'code') return <code className={classes.inlineCode}>{part.text}</code>;
  if (part.kind === 'strong') return <strong>{part.text}</strong>;
  if (part.kind === 'emphasis') return <em>{part.text}</em>;
  if (part.kind !== 'link') return part.text;
  const { text, target } = part;
  const chapter = chapterTarget(target);
  // What is not a chapter is a file or a page elsewhere: it is named, and nothing is fetched.
  if (chapter === null) return target === text ? text : `${text} (${target})`;
  return (
    <button type="button" className={classes.link} onClick={() => onLink(chapter)}>
      {text}
    </button>
  );
}

/** `exchanges.md#keys` is a chapter and a part of it; null for a file that is none. */
export function chapterTarget(target: string): string | null {
  const [, chapter, anchor = ''] = /^(?:\.\/|docs\/)?((?:strategies\/)?[a-z-]+)\.md(#.*)?$/.exec(target) ?? [];
  return chapter === undefined ? null : `${chapter}${anchor}`;
}
