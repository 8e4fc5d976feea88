import { type RefObject, useEffect, useRef, useState } from 'react';
import type { Order } from './message';
import { BEGINNING, Picture, type PictureState } from './Picture';
import type { ShownFrame } from './Shown';
import { pictures } from './socket';

interface Held {
  video: RefObject<HTMLVideoElement | null>;
  canvas: RefObject<HTMLCanvasElement | null>;
  picture: RefObject<Picture | null>;
  state: PictureState;
}

/** A picture for as long as it is mounted and `order` stays what it is; null asks for none. */
export function usePicture(order: Order | null, onFrame?: (frame: ShownFrame) => void): Held {
  const video = useRef<HTMLVideoElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const picture = useRef<Picture | null>(null);
  const heard = useRef(onFrame);
  heard.current = onFrame;
  const [state, setState] = useState<PictureState>(BEGINNING);
  const wish = order === null ? null : JSON.stringify(order);

  useEffect(() => {
    if (wish === null || !video.current || !canvas.current) {
      return undefined;
    }
    setState(BEGINNING);
    const shown = video.current;
    const made = new Picture(
      pictures,
      shown,
      canvas.current,
      JSON.parse(wish) as Order,
      setState,
      (frame) => {
        // For whoever tests or debugs a picture: which sample is on the screen.
        shown.dataset.sample = frame.name;
        shown.dataset.recorder = frame.recorder;
        heard.current?.(frame);
      },
    );
    picture.current = made;
    return () => {
      made.close();
      picture.current = null;
    };
  }, [wish]);

  return { video, canvas, picture, state };
}

/** Whether an element is on the screen, and the tab not hidden for long: pictures nobody sees are not asked for. */
export function useSeen(element: RefObject<Element | null>, graceMs = 8_000): boolean {
  const [onScreen, setOnScreen] = useState(true);
  const [inTab, setInTab] = useState(true);
  useEffect(() => {
    const target = element.current;
    if (!target) {
      return undefined;
    }
    const watcher = new IntersectionObserver((entries) => {
      setOnScreen(entries.some((entry) => entry.isIntersecting));
    });
    watcher.observe(target);
    return () => watcher.disconnect();
  }, [element]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onChange = () => {
      clearTimeout(timer);
      if (document.hidden) {
        timer = setTimeout(() => setInTab(false), graceMs);
      } else {
        setInTab(true);
      }
    };
    document.addEventListener('visibilitychange', onChange);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', onChange);
    };
  }, [graceMs]);
  return onScreen && inTab;
}
