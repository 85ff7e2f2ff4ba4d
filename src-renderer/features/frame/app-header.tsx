import { Menu, Tooltip } from '@mantine/core';
import { ariaShortcut, shortcutText, useBindings } from '../../commands/index.ts';
import { wording } from '../../language/index.ts';
import { useReplica } from '../../replica/index.ts';
import { openPage, PAGES, type PageId, useNavigation } from '../../ui/index.ts';
import { HelpMenu } from '../help/index.ts';
import { StopEverything } from '../risk/index.ts';
import classes from './app-header.module.css';
import { Clock } from './clock.tsx';
import { useAppInfo } from './use-app-info.ts';
import { useFittingCount } from './use-fitting-count.ts';

export function AppHeader() {
  return (
    <header className={classes.header}>
      <span className={classes.name}>
        <Mark />
        <span className={classes.word}>{wording.appName}</span>
      </span>
      <Pages />
      <div className={classes.right}>
        <Simulation />
        <Clock />
        <HelpMenu />
        <StopEverything />
      </div>
    </header>
  );
}

function Mark() {
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden>
      <path d="M3 2v12M8 4v9M13 1v10" stroke="currentColor" strokeWidth="1.2" />
      <path d="M1.5 5h3v6h-3zM6.5 6h3v4h-3zM11.5 3h3v5h-3z" fill="currentColor" />
    </svg>
  );
}

/** The pages as a row; those that find no room stand in a menu at its end. */
function Pages() {
  const page = useNavigation((navigation) => navigation.page);
  const bindings = useBindings();
  const { row, fitting } = useFittingCount(PAGES.length);
  const rest = PAGES.slice(fitting);
  return (
    <nav className={classes.pages} aria-label={wording.frame.navigation} ref={row}>
      {PAGES.map((id, index) => (
        <button
          key={id}
          type="button"
          className={classes.page}
          {...keyOf(id, bindings.get(`page.${id}`))}
          aria-current={id === page ? 'page' : undefined}
          data-over={index >= fitting || undefined}
          onClick={() => openPage(id)}
        >
          {wording.pages[id]}
        </button>
      ))}
      {rest.length > 0 && (
        <Menu position="bottom-end" returnFocus>
          <Menu.Target>
            <button
              type="button"
              className={classes.page}
              data-more
              aria-current={rest.includes(page) ? 'page' : undefined}
            >
              {rest.includes(page) ? wording.pages[page] : wording.frame.morePages} ▾
            </button>
          </Menu.Target>
          <Menu.Dropdown>
            {rest.map((id) => (
              <Menu.Item
                key={id}
                onClick={() => openPage(id)}
                rightSection={shortcutText(bindings.get(`page.${id}`) ?? '')}
              >
                {wording.pages[id]}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </nav>
  );
}

/** Says the shortcut that opens a page, if it has one. */
function keyOf(id: PageId, shortcut: string | undefined) {
  if (shortcut === undefined) return {};
  const title = wording.frame.pageKey(wording.pages[id], shortcutText(shortcut));
  return { title, 'aria-keyshortcuts': ariaShortcut(shortcut) };
}

/** Says on every page that nothing here is real money, and which simulated market it is. */
function Simulation() {
  const info = useAppInfo();
  const isPaper = useReplica(({ account }) => account.paper);
  // With an exchange beside it not everything in the window is simulated any more.
  const hasExchange = useReplica(({ connections }) => Object.keys(connections).length > 0);
  return (
    <>
      {isPaper && (
        <Tooltip label={wording.frame.paperHint} withinPortal={false}>
          <span className={classes.paper}>{wording.frame.paper}</span>
        </Tooltip>
      )}
      <Tooltip label={wording.frame.simulatedHint} withinPortal={false}>
        <span className={classes.simulated} data-testid="simulated-market">
          {hasExchange ? wording.frame.simulatedBeside : wording.frame.simulated}
          {info !== undefined && <span className={classes.seed}>{` · ${wording.frame.seed(info.demoSeed)}`}</span>}
        </span>
      </Tooltip>
    </>
  );
}
