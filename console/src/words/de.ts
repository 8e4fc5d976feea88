import { frame } from './de/frame';
import { site } from './de/site';
import { watch } from './de/watch';
import type { Key } from './words';

/** Jeder Satz der Konsole auf Deutsch. */
export const de: Readonly<Record<Key, string>> = { ...frame, ...watch, ...site };
