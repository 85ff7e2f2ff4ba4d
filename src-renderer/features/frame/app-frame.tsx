import { useMantineColorScheme, VisuallyHidden } from '@mantine/core';
import { Activity, memo, Suspense, useEffect, useState } from 'react';
import { useShortcuts } from '../../commands/index.ts';
import { wording } from '../../language/index.ts';
import { useReplicaStore } from '../../replica/index.ts';
import {
  ErrorState,
  KeptOutlet,
  Loading,
  PAGES,
  type PageId,
  TimeZoneProvider,
  useNavigation,
} from '../../ui/index.ts';
import { AlertForm, useAlertNotices } from '../alerts/index.ts';
import { HelpDrawer } from '../help/index.ts';
import { Palette } from '../palette/index.ts';
import { HaltBanner, ModeBanner } from '../risk/index.ts';
import { ShortcutList } from '../shortcuts/index.ts';
import { StoryDrawer } from '../story/index.ts';
import classes from './app-frame.module.css';
import { AppHeader } from './app-header.tsx';
import { CloseQuestion } from './close-question.tsx';
import { type FramePage, fetchWhenIdle } from './frame-page.ts';
import { PageBoundary } from './page-boundary.tsx';
import { SilenceBanner } from './silence-banner.tsx';
import { CONTENT_ID, useFocusOnPage } from './use-focus-on-page.ts';
import { useNotices } from './use-notices.ts';

export type FramePages = Readonly<Record<PageId, FramePage>>;

/** What is round every page: header, halt banner, questions. Draws pages once the replica has its first snapshot. */
export function AppFrame({ pages }: { readonly pages: FramePages }) {
  const isReady = useReplicaStore(({ state }) => state !== undefined);
  const failure = useReplicaStore((replica) => replica.failure);
  if (isReady) return <ReadyFrame pages={pages} />;
  return failure === null ? <Loading label={wording.frame.connecting} /> : <ErrorState failure={failure} />;
}

function ReadyFrame({ pages }: { readonly pages: FramePages }) {
  const timeZone = useReplicaStore(({ state }) => state?.settings.timeZone ?? 'UTC');
  useTheme();
  useNotices();
  useAlertNotices();
  useShortcuts();
  useFocusOnPage();
  return (
    <TimeZoneProvider timeZone={timeZone}>
      <div className={classes.frame}>
        <a className={classes.skip} href={`#${CONTENT_ID}`}>
          {wording.frame.skipToContent}
        </a>
        <AppHeader />
        <HaltBanner />
        <ModeBanner />
        <SilenceBanner />
        <main id={CONTENT_ID} className={classes.content} tabIndex={-1}>
          <VisitedPages pages={pages} />
        </main>
      </div>
      <KeptOutlet boundary={PageBoundary} />
      <CloseQuestion />
      <AlertForm />
      <Palette />
      <ShortcutList />
      <StoryDrawer />
      <HelpDrawer />
    </TimeZoneProvider>
  );
}

/** A page once opened keeps what was typed in it; while hidden it neither draws nor listens. */
function VisitedPages({ pages }: { readonly pages: FramePages }) {
  const page = useNavigation((navigation) => navigation.page);
  const [visited, setVisited] = useState<ReadonlySet<PageId>>(new Set([page]));
  if (!visited.has(page)) setVisited(new Set([...visited, page]));
  useEffect(() => fetchWhenIdle(pages), [pages]);
  return PAGES.filter((id) => visited.has(id)).map((id) => (
    <Activity key={id} mode={id === page ? 'visible' : 'hidden'}>
      <PageSection id={id} page={pages[id]} />
    </Activity>
  ));
}

/** Drawn anew by what it shows alone: going from page to page is nothing to the others. */
const PageSection = memo(function PageSection({ id, page }: { readonly id: PageId; readonly page: FramePage }) {
  // What was fetched already needs no sign that it is loading, which once shown would stay for a third of a second.
  const [Page] = useState(() => page.fetched() ?? page.fetchedWhenDrawn);
  return (
    <section className={classes.page} aria-label={wording.pages[id]}>
      <VisuallyHidden component="h1">{wording.pages[id]}</VisuallyHidden>
      <PageBoundary>
        <Suspense fallback={<Loading label={wording.frame.loadingPage} />}>
          <Page />
        </Suspense>
      </PageBoundary>
    </section>
  );
});

function useTheme(): void {
  const wanted = useReplicaStore(({ state }) => state?.settings.theme ?? 'system');
  const { setColorScheme } = useMantineColorScheme();
  useEffect(() => setColorScheme(wanted === 'system' ? 'auto' : wanted), [wanted, setColorScheme]);
  const upDown = useReplicaStore(({ state }) => state?.settings.upDownColours ?? 'greenRed');
  useEffect(() => {
    document.documentElement.dataset.upDown = upDown;
  }, [upDown]);
}
