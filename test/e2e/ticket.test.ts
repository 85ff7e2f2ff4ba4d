import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessibilityViolations } from './pages/axe.ts';
import { callChannel, whenReady } from './pages/bellwether-page.ts';
import { type LaunchedApp, launchApp } from './pages/launch-app.ts';
import { TicketForm } from './pages/ticket-form.ts';
import { resizeContent, WindowFrame } from './pages/window-frame.ts';

let launched: LaunchedApp;
let frame: WindowFrame;
let ticket: TicketForm;

beforeAll(async () => {
  launched = await launchApp();
  await whenReady(launched.page);
  await resizeContent(launched, 1280, 800);
  frame = new WindowFrame(launched.page);
  ticket = new TicketForm(launched.page);
});
afterAll(() => launched?.close());

const page = () => launched.page;

describe('an order by hand', () => {
  it('is typed, looked at, asked about and sent by keyboard alone', async () => {
    await page().keyboard.press('Control+Shift+O');
    await ticket.form.waitFor();
    await page().locator('[aria-label="Side"] input:checked:focus').waitFor({ state: 'attached' });
    await ticket.field('Size').focus();
    await page().keyboard.type('500');
    await ticket.preview.getByText('Expected price').waitFor();
    expect(await ticket.figure('Fee, taker')).toContain('10 bps');
    await ticket.field('Size').press('Enter');
    await ticket.question.getByText('Paper: simulated money.').waitFor();
    expect(await accessibilityViolations(page())).toEqual([]);
    await page().keyboard.press('Enter');
    await ticket.question.waitFor({ state: 'detached' });
  });

  it('what it bought stands with the positions, by hand, and among no bots', async () => {
    const orders = await frame.open('Orders');
    const row = orders.getByRole('row').filter({ hasText: 'By hand' });
    await row.first().waitFor();
    const dashboard = await frame.open('Dashboard');
    expect(await dashboard.getByRole('region', { name: 'Bots' }).getByText('By hand').count()).toBe(0);
  });

  it('a price of the order book fills the ticket', async () => {
    await frame.open('Chart');
    await page().getByTestId('book-ladder').locator('tr[data-side="bid"] button').nth(3).click();
    const price = ticket.field('Limit price');
    await price.waitFor();
    expect(Number(await price.inputValue())).toBeGreaterThan(0);
    await ticket.preview.getByText('Fee, maker').waitFor();
  });

  it('what a rule refuses says which and why before, and cannot be sent', async () => {
    await ticket.field('Size').fill('900000');
    await ticket.preview.getByText(/refuses it/).waitFor();
    expect(await ticket.form.getByRole('button', { name: /^Buy/ }).isDisabled()).toBe(true);
  });

  it.each(['dark', 'light'] as const)('axe finds nothing in the ticket, %s', async (theme) => {
    await callChannel(page(), 'settings.change', { theme });
    await page().locator(`html[data-mantine-color-scheme="${theme}"]`).waitFor();
    expect(await accessibilityViolations(page())).toEqual([]);
  });

  it('on paper it is sent without a question when the person has set that', async () => {
    const settings = await frame.open('Settings');
    await settings.getByRole('radio', { name: 'Never' }).click();
    await frame.open('Chart');
    await ticket.choose('Type', 'Market');
    await ticket.field('Size').fill('100');
    await ticket.preview.getByText('Fee, taker').waitFor();
    await ticket.field('Size').press('Enter');
    expect(await ticket.question.count()).toBe(0);
  });
});
