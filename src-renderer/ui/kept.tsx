import { type ComponentType, Fragment, type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import { createPortal } from 'react-dom';
import { create } from 'zustand';
import classes from './kept.module.css';

type KeptPart = { readonly host: HTMLElement; readonly children: ReactNode };

const useKeptParts = create<{ readonly parts: ReadonlyMap<string, KeptPart> }>(() => ({ parts: new Map() }));

function put(id: string, part: KeptPart): void {
  useKeptParts.setState(({ parts }) => ({ parts: new Map(parts).set(id, part) }));
}

/** Out of sight its place is still in the document; only what has really gone is taken down. */
function takeDownUnlessHidden(id: string, host: HTMLElement): void {
  setTimeout(() => {
    if (host.isConnected) return;
    useKeptParts.setState(({ parts }) => {
      const left = new Map(parts);
      left.delete(id);
      return { parts: left };
    });
  });
}

/**
 * Keeps what it holds alive while its page is hidden: for what is dear to make anew, such as a table. Effects of a hidden
 * page end, and with them would the table; so it is drawn by `KeptOutlet`, outside of all pages, into a place in here.
 * While hidden it is handed nothing new. What it reads from a page's own contexts is not there.
 */
export function Kept({ children }: { readonly children: ReactNode }) {
  const id = useId();
  const host = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (host.current !== null) put(id, { host: host.current, children });
  });
  useLayoutEffect(() => {
    const element = host.current;
    return element === null ? undefined : () => takeDownUnlessHidden(id, element);
  }, [id]);
  return <div ref={host} className={classes.host} />;
}

/** Draws everything kept; once, outside of all pages. `boundary` holds what one of them throws. */
export function KeptOutlet({ boundary: Boundary }: { readonly boundary: ComponentType<{ children: ReactNode }> }) {
  const parts = useKeptParts((kept) => kept.parts);
  return [...parts].map(([id, { host, children }]) => (
    <Fragment key={id}>{createPortal(<Boundary>{children}</Boundary>, host)}</Fragment>
  ));
}
