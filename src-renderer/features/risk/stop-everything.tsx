import { Button, Group, Menu, Modal, Stack, Text, Tooltip } from '@mantine/core';
import { ariaShortcut, shortcutText, useShortcutOf } from '../../commands/index.ts';
import { wording } from '../../language/index.ts';
import classes from './stop-everything.module.css';
import { askToFlatten, closeStopQuestion, stopEverything, useStopQuestion } from './stop-store.ts';

const stop = (): void => stopEverything({ flatten: false });

/**
 * The red button, on every page. The button and its shortcut act at once, without a question: they lose nothing that
 * cannot be started again. Flattening trades, so it asks.
 */
export function StopEverything() {
  const isAsking = useStopQuestion(({ question }) => question === 'flatten');
  const shortcut = useShortcutOf('trading.stopEverything') ?? '';
  return (
    <>
      <div className={classes.split}>
        <Tooltip label={`${wording.stop.hint} ${shortcutText(shortcut)}`} withinPortal={false}>
          <button
            type="button"
            className={classes.stop}
            data-testid="stop-everything"
            aria-keyshortcuts={ariaShortcut(shortcut)}
            onClick={stop}
          >
            {wording.stop.button}
          </button>
        </Tooltip>
        <Menu position="bottom-end" withinPortal={false}>
          <Menu.Target>
            <button type="button" className={classes.more} aria-label={wording.stop.more}>
              <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden>
                <path d="M1.5 3.5l3.5 3.5 3.5-3.5" fill="none" stroke="currentColor" strokeWidth="1.5" />
              </svg>
            </button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={stop}>{wording.stop.keepPositions}</Menu.Item>
            <Menu.Item onClick={askToFlatten}>
              {wording.stop.flatten}
              <Text size="xs" c="dimmed">
                {wording.stop.flattenHint}
              </Text>
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </div>
      <FlattenQuestion
        isOpen={isAsking}
        onAnswer={(flatten) => {
          closeStopQuestion();
          if (flatten) stopEverything({ flatten: true });
        }}
      />
    </>
  );
}

function FlattenQuestion(props: { readonly isOpen: boolean; readonly onAnswer: (flatten: boolean) => void }) {
  return (
    <Modal opened={props.isOpen} onClose={() => props.onAnswer(false)} title={wording.stop.flatten} centered>
      <Stack>
        <Text>{wording.stop.flattenQuestion}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={() => props.onAnswer(false)}>
            {wording.stop.cancel}
          </Button>
          <Button color="red" data-autofocus onClick={() => props.onAnswer(true)}>
            {wording.stop.flattenConfirm}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
