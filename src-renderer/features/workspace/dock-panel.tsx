import type { IDockviewPanelProps } from 'dockview-react';
import { Suspense, useEffect, useState } from 'react';
import { wording } from '../../language/index.ts';
import { instrumentOrFirst, useInstruments } from '../../replica/index.ts';
import { EmptyState, Loading, TitledOutside } from '../../ui/index.ts';
import { setLinked, useLinked } from './links.ts';
import { titleOf } from './panel-names.ts';
import { type PanelParams, readParams, showsInstrument } from './panel-params.ts';
import { PANELS } from './panels.tsx';

/** A panel as the layout holds it: hands its kind what it shows, and draws it only while it is in sight. */
export function DockPanel({ api, params: kept }: IDockviewPanelProps) {
  const params = readParams(kept);
  const isVisible = useVisible(api);
  if (params === null) return <EmptyState title={wording.workspace.unknownPanel} />;
  if (!isVisible) return null;
  return <VisiblePanel api={api} params={params} />;
}

type VisiblePanelProps = { readonly api: IDockviewPanelProps['api']; readonly params: PanelParams };

function VisiblePanel({ api, params }: VisiblePanelProps) {
  const change = (next: PanelParams): void => api.updateParameters(next);
  const Content = PANELS[params.kind];
  const linked = useLinked(params.link);
  const instruments = useInstruments() ?? [];
  const instrumentId = linked ?? params.instrumentId ?? instrumentOrFirst(instruments, null)?.id ?? null;
  useEffect(() => {
    if (!showsInstrument(params.kind) || instrumentId === null) return;
    // The first panel of a colour that knows a symbol tells it to the others; the layout keeps what is shown.
    if (linked === undefined && params.link !== null) setLinked(params.link, instrumentId);
    if (params.instrumentId !== instrumentId) change({ ...params, instrumentId });
  });
  const title = titleOf(api.id, params.kind, showsInstrument(params.kind) ? instrumentId : null);
  useEffect(() => api.setTitle(title), [api, title]);
  const choose = (chosen: string): void => {
    if (params.link !== null) setLinked(params.link, chosen);
    if (showsInstrument(params.kind)) change({ ...params, instrumentId: chosen });
  };
  return (
    <TitledOutside value>
      <Suspense fallback={<Loading label={wording.workspace.loadingPanel} />}>
        <Content {...{ params, instrumentId, change, choose }} />
      </Suspense>
    </TitledOutside>
  );
}

/** A tab behind another neither draws nor listens. */
function useVisible(api: IDockviewPanelProps['api']): boolean {
  const [isVisible, setVisible] = useState(api.isVisible);
  useEffect(() => {
    setVisible(api.isVisible);
    const listening = api.onDidVisibilityChange((event) => setVisible(event.isVisible));
    return () => listening.dispose();
  }, [api]);
  return isVisible;
}
