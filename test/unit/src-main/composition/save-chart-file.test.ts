import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { saveChartFile } from '../../../../src-main/composition/save-chart-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bellwether-chart-file-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const png = Buffer.from('89504e470d0a1a0a0000', 'hex');
const choose = async (fileName: string) => join(folder, `my-${fileName}`);

it('writes a table and a picture where the person says', async () => {
  const table = { fileName: 'a.csv', format: 'csv', content: 'time,open\r\n' } as const;
  expect(await saveChartFile(choose, table)).toEqual({ ok: true, value: { fileName: 'my-a.csv' } });
  expect(readFileSync(join(folder, 'my-a.csv'), 'utf8')).toBe('time,open\r\n');
  const picture = { fileName: 'a.png', format: 'png', content: png.toString('base64') } as const;
  expect(await saveChartFile(choose, picture)).toEqual({ ok: true, value: { fileName: 'my-a.png' } });
  expect(readFileSync(join(folder, 'my-a.png'))).toEqual(png);
});

it('writes nothing when no place was chosen, and asks for none for what is no picture', async () => {
  const picture = { fileName: 'a.png', format: 'png', content: png.toString('base64') } as const;
  expect(await saveChartFile(async () => null, picture)).toEqual({ ok: true, value: { fileName: null } });
  const asked: string[] = [];
  const refused = await saveChartFile(
    async (fileName) => {
      asked.push(fileName);
      return null;
    },
    { ...picture, content: Buffer.from('<script>').toString('base64') },
  );
  expect(refused).toMatchObject({ ok: false, error: { code: 'badArgument' } });
  expect(asked).toEqual([]);
  expect(readdirSync(folder)).toEqual([]);
});
