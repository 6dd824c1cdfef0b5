// What jsdom lacks of a browser and the page relies on.
import { cleanup, configure } from "@testing-library/svelte";
import { afterEach } from "vitest";

/** The size that every element reports; jsdom lays nothing out. */
export const screenSize = { width: 868, height: 640 };

class Observer {
  constructor(private readonly heard: ResizeObserverCallback) {}
  observe(target: Element): void {
    const contentRect = { ...screenSize } as DOMRectReadOnly;
    this.heard([{ target, contentRect } as ResizeObserverEntry], this);
  }
  unobserve(): void {}
  disconnect(): void {}
}
globalThis.ResizeObserver = Observer;
globalThis.matchMedia = (media) =>
  ({ media, matches: media.includes("reduced-motion"), addEventListener() {}, removeEventListener() {} }) as unknown as MediaQueryList;

Element.prototype.getAnimations = () => [];
Element.prototype.setPointerCapture = () => undefined;
Element.prototype.scrollTo = () => undefined;
Element.prototype.scrollIntoView = () => undefined;
Blob.prototype.arrayBuffer ??= function arrayBuffer(this: Blob) {
  return new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result as ArrayBuffer);
    reader.onerror = () => failed(reader.error);
    reader.readAsArrayBuffer(this);
  });
};

Object.defineProperties(HTMLElement.prototype, {
  clientWidth: { get: () => screenSize.width },
  clientHeight: { get: () => screenSize.height },
  offsetHeight: { get: () => 0 },
});

configure({ asyncUtilTimeout: 10_000 });
afterEach(cleanup);
