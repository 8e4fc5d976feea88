import { frame } from './en/frame';
import { site } from './en/site';
import { watch } from './en/watch';

/** Every sentence of the console, in English; `{places}` are filled, plurals are ICU's. */
export const en = { ...frame, ...watch, ...site } as const;
