import type { ChartScene } from './chart-option.ts';
import type { Size } from './chart-scene.ts';

/** Draws one kind of thing over the prices of a scene, in pixels of the page. Leaves the pen as it found it, but for colours and font. */
export type LayerPainter = (context: CanvasRenderingContext2D, scene: ChartScene) => void;

export type ChartLayer = {
  readonly paint: (scene: ChartScene, size: Size) => void;
};

/** A canvas of ours beside the one ECharts draws on: its painters in order, cut off at the price pane's edges. */
export function createChartLayer(canvas: HTMLCanvasElement, painters: readonly LayerPainter[]): ChartLayer {
  return {
    paint: (scene, size) => {
      const context = canvas.getContext('2d');
      const [pane] = scene.layout.panes;
      if (context === null || pane === undefined) return;
      const ratio = window.devicePixelRatio;
      const [width, height] = [Math.round(size.width * ratio), Math.round(size.height * ratio)];
      if (canvas.width !== width || canvas.height !== height) {
        canvas.width = width;
        canvas.height = height;
      }
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      context.clearRect(0, 0, size.width, size.height);
      context.save();
      context.beginPath();
      context.rect(scene.layout.left, pane.top, scene.layout.width, pane.height);
      context.clip();
      for (const paint of painters) paint(context, scene);
      context.restore();
    },
  };
}
