import { Button, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { ALERT_DIRECTIONS, ALERT_REPEATS, LONGEST_ALERT_NOTE } from '../../../src-preload/contract/chart-kinds.ts';
import { formatPrice, symbolText } from '../../format/index.ts';
import { wording } from '../../language/index.ts';
import { useInstrument, useInstruments, usePrice } from '../../replica/index.ts';
import { alertOf, changeAlertDraft, closeAlertForm } from './alert-draft.ts';
import { type AlertDraft, removeAlert, saveAlert, useAlertStore } from './alert-store.ts';
import { AlertWatched } from './alert-watched.tsx';

const texts = wording.alerts;
const MOST_SYMBOLS = 200;

/** Sets an alert to the digit, or changes one. */
export function AlertForm() {
  const draft = useAlertStore((store) => store.draft);
  // While it fades away it goes on showing what it was about.
  const [latest, setLatest] = useState(draft);
  if (draft !== null && draft !== latest) setLatest(draft);
  return (
    <Modal
      opened={draft !== null}
      onClose={closeAlertForm}
      title={latest?.isNew === false ? texts.change : texts.add}
      centered
    >
      {latest !== null && <Fields draft={latest} />}
    </Modal>
  );
}

function Fields({ draft }: { readonly draft: AlertDraft }) {
  const alert = alertOf(draft);
  const isWrong = draft.price.trim() !== '' && alert === undefined;
  const instrument = useInstrument(draft.instrumentId);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (alert === undefined) return;
        void saveAlert(alert);
        closeAlertForm();
      }}
    >
      <Stack gap="sm">
        <WhichSymbol draft={draft} />
        <TextInput
          label={texts.price}
          description={<LastPrice instrumentId={draft.instrumentId} />}
          error={isWrong ? texts.noPrice : undefined}
          rightSection={instrument?.quoteAsset}
          rightSectionWidth={64}
          inputMode="decimal"
          autoComplete="off"
          data-autofocus
          value={draft.price}
          onChange={(event) => changeAlertDraft({ price: event.currentTarget.value })}
        />
        <Choices draft={draft} />
        <TextInput
          label={texts.note}
          maxLength={LONGEST_ALERT_NOTE}
          value={draft.note}
          onChange={(event) => changeAlertDraft({ note: event.currentTarget.value })}
        />
        <Group gap="xs">
          <AlertWatched instrumentId={draft.instrumentId} isArmed />
        </Group>
        <Buttons draft={draft} isReady={alert !== undefined} />
      </Stack>
    </form>
  );
}

function WhichSymbol({ draft: { instrumentId, isNew } }: { readonly draft: AlertDraft }) {
  const instruments = useInstruments() ?? [];
  if (!isNew) return <Text fw={600}>{symbolText(instrumentId)}</Text>;
  return (
    <Select
      label={wording.chart.symbol}
      data={instruments.map(({ id }) => ({ value: id, label: symbolText(id) }))}
      value={instrumentId}
      onChange={(next) => {
        if (next !== null) changeAlertDraft({ instrumentId: next });
      }}
      searchable
      selectFirstOptionOnChange
      limit={MOST_SYMBOLS}
      allowDeselect={false}
      nothingFoundMessage={wording.chart.noSymbol}
    />
  );
}

function Choices({ draft: { direction, repeats } }: { readonly draft: AlertDraft }) {
  return (
    <Group grow align="flex-start">
      <Select
        label={texts.when}
        data={ALERT_DIRECTIONS.map((value) => ({ value, label: texts.directions[value] }))}
        value={direction}
        allowDeselect={false}
        onChange={(value) =>
          changeAlertDraft({ direction: ALERT_DIRECTIONS.find((one) => one === value) ?? direction })
        }
      />
      <Select
        label={texts.howOften}
        data={ALERT_REPEATS.map((value) => ({ value, label: texts.repeats[value] }))}
        value={repeats}
        allowDeselect={false}
        onChange={(value) => changeAlertDraft({ repeats: ALERT_REPEATS.find((one) => one === value) ?? repeats })}
      />
    </Group>
  );
}

function LastPrice({ instrumentId }: { readonly instrumentId: string }) {
  const price = usePrice(instrumentId)?.price;
  const instrument = useInstrument(instrumentId);
  return <>{price === undefined ? texts.noLastPrice : texts.lastPrice(formatPrice(price, instrument?.tick))}</>;
}

function Buttons({ draft, isReady }: { readonly draft: AlertDraft; readonly isReady: boolean }) {
  const remove = (): void => {
    void removeAlert(draft.id);
    closeAlertForm();
  };
  return (
    <Group justify="flex-end">
      {!draft.isNew && (
        <Button variant="outline" color="red" mr="auto" onClick={remove}>
          {texts.removeIt}
        </Button>
      )}
      <Button variant="default" onClick={closeAlertForm}>
        {texts.cancel}
      </Button>
      <Button type="submit" disabled={!isReady}>
        {texts.save}
      </Button>
    </Group>
  );
}
