import { Button, Checkbox, Select, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { Failure } from '../../../src-main/base/outcome.ts';
import type { ExchangeUrlsView, VenueView } from '../../../src-preload/contract/exchange-views.ts';
import { ask, call } from '../../bridge/index.ts';
import { wording } from '../../language/index.ts';
import { FailureAlert, Panel } from '../../ui/index.ts';
import classes from './exchanges-page.module.css';

const texts = wording.exchanges;
const ADDRESSES = [
  { field: 'rest', schemes: 'http:// or https://', pattern: /^https?:\/\/[^\s/]+/ },
  { field: 'stream', schemes: 'ws:// or wss://', pattern: /^wss?:\/\/[^\s/]+/ },
  { field: 'userStream', schemes: 'ws:// or wss://', pattern: /^wss?:\/\/[^\s/]+/ },
] as const;

export type AddConnectionProps = {
  readonly connected: readonly string[];
  readonly onAdded: (venue: string) => void;
};

export function AddConnection({ connected, onAdded }: AddConnectionProps) {
  const venues = useVenues().filter(({ venue }) => !connected.includes(venue));
  const [chosen, setChosen] = useState<string | null>(null);
  const [urls, setUrls] = useState<ExchangeUrlsView | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const venue = venues.find((one) => one.venue === chosen);
  const isReady =
    venue !== undefined && (urls === null || ADDRESSES.every(({ field, pattern }) => pattern.test(urls[field])));
  const add = async (): Promise<void> => {
    if (venue === undefined) return;
    const outcome = await ask('exchanges.add', { venue: venue.venue, urls: urls === null ? null : trimmed(urls) });
    setFailure(outcome.ok ? null : outcome.error);
    if (!outcome.ok) return;
    setChosen(null);
    setUrls(null);
    onAdded(venue.venue);
  };
  return (
    <Panel title={texts.connectTitle}>
      <div className={classes.fields}>
        <p className={classes.hint}>{texts.connectHint}</p>
        <VenueSelect
          venues={venues}
          value={chosen}
          onChange={(next) => {
            setChosen(next);
            setUrls(null);
          }}
        />
        {venue?.urls != null && <Addresses defaults={venue.urls} urls={urls} onChange={setUrls} />}
        {failure !== null && <FailureAlert failure={failure} />}
        <Button disabled={!isReady} onClick={() => void add()}>
          {texts.connect}
        </Button>
      </div>
    </Panel>
  );
}

function useVenues(): readonly VenueView[] {
  const [venues, setVenues] = useState<readonly VenueView[]>([]);
  useEffect(() => {
    let wanted = true;
    void call('exchanges.venues', {}).then((answer) => {
      if (wanted && answer !== undefined) setVenues(answer.venues);
    });
    return () => {
      wanted = false;
    };
  }, []);
  return venues;
}

type VenueSelectProps = {
  readonly venues: readonly VenueView[];
  readonly value: string | null;
  readonly onChange: (venue: string | null) => void;
};

function VenueSelect({ venues, value, onChange }: VenueSelectProps) {
  const items = (isOwn: boolean) =>
    venues.filter((venue) => venue.isOwn === isOwn).map(({ venue, name }) => ({ value: venue, label: name }));
  const groups = [
    { group: texts.ownAdapters, items: items(true) },
    { group: texts.throughCcxt, items: items(false) },
  ].filter((group) => group.items.length > 0);
  return (
    <Select
      label={texts.exchange}
      placeholder={texts.exchangePlaceholder}
      data={groups}
      value={value}
      onChange={onChange}
      searchable
      nothingFoundMessage={wording.ui.nothingFound}
    />
  );
}

type AddressesProps = {
  readonly defaults: ExchangeUrlsView;
  readonly urls: ExchangeUrlsView | null;
  readonly onChange: (urls: ExchangeUrlsView | null) => void;
};

function Addresses({ defaults, urls, onChange }: AddressesProps) {
  return (
    <>
      <Checkbox
        label={texts.otherAddresses}
        checked={urls !== null}
        onChange={(event) => onChange(event.currentTarget.checked ? defaults : null)}
      />
      {urls !== null &&
        ADDRESSES.map(({ field, schemes, pattern }) => (
          <TextInput
            key={field}
            label={texts[field]}
            value={urls[field]}
            error={pattern.test(urls[field]) ? null : texts.badAddress(schemes)}
            onChange={(event) => onChange({ ...urls, [field]: event.currentTarget.value })}
          />
        ))}
    </>
  );
}

/** Without blanks and a slash at the end. */
function trimmed(urls: ExchangeUrlsView): ExchangeUrlsView {
  const trim = (url: string): string => url.trim().replace(/\/+$/, '');
  return { rest: trim(urls.rest), stream: trim(urls.stream), userStream: trim(urls.userStream) };
}
