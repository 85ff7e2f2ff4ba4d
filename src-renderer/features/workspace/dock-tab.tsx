import { DockviewDefaultTab, type IDockviewPanelHeaderProps } from 'dockview-react';
import { useEffect, useState } from 'react';
import { LinkMark } from './link-mark.tsx';
import { readParams } from './panel-params.ts';
import classes from './workspace.module.css';

/** A panel's tab: the letter of its colour, and its title. What can be done with it is at the end of the tabs. */
export function DockTab(props: IDockviewPanelHeaderProps) {
  const { api } = props;
  const [params, setParams] = useState(() => readParams(props.params));
  useEffect(() => {
    const listening = api.onDidParametersChange((next) => setParams(readParams(next)));
    return () => listening.dispose();
  }, [api]);
  return (
    <span className={classes.tab}>
      {params?.link != null && <LinkMark link={params.link} />}
      <DockviewDefaultTab {...props} hideClose />
    </span>
  );
}
