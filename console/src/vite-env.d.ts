/// <reference types="vite/client" />

/** hls.js without what live pictures do not need; its types are the whole one's. */
declare module 'hls.js/light' {
  export { default } from 'hls.js';
}

/** As a media source, where the browser decides when it fetches (Safari on an iPhone). */
declare var ManagedMediaSource: typeof MediaSource | undefined;
