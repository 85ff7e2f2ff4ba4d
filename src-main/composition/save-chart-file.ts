import { basename } from 'node:path';
import type { Outcome } from '../base/outcome.ts';
import { fail, succeed } from '../base/outcome.ts';
import type { ParsedInput } from '../ipc/handlers.ts';
import { writeWholeFile } from '../storage/whole-file.ts';

/** The first eight bytes of every PNG. */
const PNG_SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');

/** Writes a picture or a table of a chart where the person says, and tells the file's name; null when they chose nowhere. */
export async function saveChartFile(
  chooseSavePath: (fileName: string) => Promise<string | null>,
  { fileName, format, content }: ParsedInput<'charts.saveFile'>,
): Promise<Outcome<{ readonly fileName: string | null }>> {
  const bytes = Buffer.from(content, format === 'png' ? 'base64' : 'utf8');
  if (format === 'png' && !bytes.subarray(0, PNG_SIGNATURE.length).equals(PNG_SIGNATURE)) {
    return fail('badArgument', 'content is not a PNG, expected the base64 of one');
  }
  const path = await chooseSavePath(fileName);
  if (path === null) return succeed({ fileName: null });
  const written = await writeWholeFile(path, bytes);
  return written.ok ? succeed({ fileName: basename(path) }) : written;
}
