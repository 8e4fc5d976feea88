import './app/kit.css';
import './app/theme.css';
import './app/shell.css';
import './app/part.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App';

const root = document.getElementById('root');
if (!root) {
  throw new Error('index.html has no root');
}
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);

// Without a service worker (no secure context) the console works all the same; it only cannot be opened while its own
// server is away.
if ('serviceWorker' in navigator && import.meta.env.PROD) {
  navigator.serviceWorker
    .register('/sw.js')
    .catch((refused: unknown) => console.info('the console is not kept for bad times', refused));
}
