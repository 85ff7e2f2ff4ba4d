import type { ChartScene } from './chart-option.ts';
import type { Size } from './chart-scene.ts';

export type PictureParts = {
  /** Canvases from the back to the front, in whatever resolution the screen has. */
  readonly canvases: readonly HTMLCanvasElement[];
  readonly size: Size;
  readonly background: string;
  /** What is shown and when: written under the drawing, since a picture travels without its window. */
  readonly caption: string;
  readonly colours: ChartScene['colours'];
};

const CAPTION_HEIGHT = 22;
const FONT = '12px system-ui, sans-serif';

/** The chart as it stands, with a caption, as the base64 of a PNG. */
export function chartPicture({ canvases, size, background, caption, colours }: PictureParts): string {
  const picture = document.createElement('canvas');
  const ratio = window.devicePixelRatio;
  picture.width = Math.round(size.width * ratio);
  picture.height = Math.round((size.height + CAPTION_HEIGHT) * ratio);
  const context = picture.getContext('2d');
  if (context === null) throw new Error('this window cannot draw a picture');
  context.scale(ratio, ratio);
  context.fillStyle = background;
  context.fillRect(0, 0, size.width, size.height + CAPTION_HEIGHT);
  for (const canvas of canvases) {
    if (canvas.width > 0 && canvas.height > 0) context.drawImage(canvas, 0, 0, size.width, size.height);
  }
  context.fillStyle = colours.text;
  context.font = FONT;
  context.textBaseline = 'middle';
  context.fillText(caption, 8, size.height + CAPTION_HEIGHT / 2);
  return picture.toDataURL('image/png').slice('data:image/png;base64,'.length);
}
