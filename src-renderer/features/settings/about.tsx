import { wording } from '../../language/index.ts';
import { Loading, Panel } from '../../ui/index.ts';
import type { AppInfo } from '../frame/index.ts';
import { useAppInfo } from '../frame/index.ts';
import classes from './settings-page.module.css';

const texts = wording.settings;

/** Which Bellwether this is, what it runs on, where its data is and which simulated market it shows. */
export function About() {
  const info = useAppInfo();
  return <Panel title={texts.about}>{info === undefined ? <Loading /> : <Facts info={info} />}</Panel>;
}

function Facts({ info }: { readonly info: AppInfo }) {
  const facts = [
    { name: texts.version, value: info.version },
    { name: texts.dataFolder, value: info.dataDir },
    { name: texts.demoSeed, value: info.demoSeed, hint: texts.demoSeedHint },
    { name: texts.electron, value: info.electron },
    { name: texts.chrome, value: info.chrome },
    { name: texts.node, value: info.node },
    { name: texts.sqlite, value: info.sqlite },
  ];
  return (
    <>
      {info.runtimeWarning !== null && (
        <p className={classes.warning} role="note">
          {info.runtimeWarning}
        </p>
      )}
      <dl className={classes.about}>
        {facts.map(({ name, value, hint }) => (
          <Fact key={name} name={name} value={value} hint={hint} />
        ))}
      </dl>
    </>
  );
}

function Fact({
  name,
  value,
  hint,
}: {
  readonly name: string;
  readonly value: string;
  readonly hint: string | undefined;
}) {
  return (
    <>
      <dt>{name}</dt>
      <dd>
        {value}
        {hint !== undefined && <p className={classes.hint}>{hint}</p>}
      </dd>
    </>
  );
}
