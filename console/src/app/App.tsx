import {
  createTheme,
  InputWrapper,
  localStorageColorSchemeManager,
  MantineProvider,
  Modal,
  Tooltip,
} from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { Compass, WifiOff } from 'lucide-react';
import { Suspense, useEffect } from 'react';
import { BrowserRouter, Route, Routes } from 'react-router';
import { isAway } from '../api/api';
import { SessionProvider, useSession } from '../api/session';
import { Overview } from '../page/Overview';
import { AtDoor, SignIn } from '../page/SignIn';
import { Empty, Waiting } from '../part/Parts';
import { useWords, WordsProvider } from '../words/words';
import { later } from './later';
import { LIGHT_KEPT } from './light';
import { Shell } from './Shell';

const theme = createTheme({
  defaultRadius: 'md',
  cursorType: 'pointer',
  fontFamily: 'inherit',
  components: {
    // Locking the scroll would need a style made in the browser, which the content security policy forbids.
    Modal: Modal.extend({ defaultProps: { lockScroll: false, centered: false, radius: 'md' } }),
    InputWrapper: InputWrapper.extend({ defaultProps: { withAsterisk: false } }),
    Tooltip: Tooltip.extend({ defaultProps: { withArrow: true, openDelay: 350 } }),
  },
});

const lights = localStorageColorSchemeManager({ key: LIGHT_KEPT });

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      // A site between two servers is asked again at once; a refusal is an answer and is not.
      retry: (failures, failure) => isAway(failure) && failures < 6,
      retryDelay: 500,
      staleTime: 1_000,
      refetchOnWindowFocus: true,
    },
  },
});

/** The pages behind the first one. */
const Live = later(() => import('../page/live/Live'));
const Timeline = later(() => import('../page/timeline/Timeline'));
const Failover = later(() => import('../page/failover/Failover'));
const Incident = later(() => import('../page/failover/Incident'));
const Cameras = later(() => import('../page/cameras/Cameras'));
const CameraPage = later(() => import('../page/cameras/CameraPage'));
const Recorders = later(() => import('../page/recorders/Recorders'));
const Exports = later(() => import('../page/exports/Exports'));
const People = later(() => import('../page/people/People'));
const Audit = later(() => import('../page/Audit'));
const Settings = later(() => import('../page/settings/Settings'));
const Help = later(() => import('../page/Help'));
const LATER = [
  Live,
  Timeline,
  Failover,
  Incident,
  Cameras,
  CameraPage,
  Recorders,
  Exports,
  People,
  Audit,
  Settings,
  Help,
];

const SOON_MS = 1_500;

/** Fetches all pages and languages soon: the server that has them may be dead when one is wanted. */
function usePagesAtHand(): void {
  useEffect(() => {
    const timer = setTimeout(() => {
      Promise.all([...LATER.map((page) => page.load()), import('../words/de')]).then(
        () => {
          document.documentElement.dataset.atHand = 'all';
        },
        (missing: unknown) => console.info('some pages will be fetched when they are wanted', missing),
      );
    }, SOON_MS);
    return () => clearTimeout(timer);
  }, []);
}

export function App() {
  return (
    <MantineProvider
      theme={theme}
      defaultColorScheme="dark"
      colorSchemeManager={lights}
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <WordsProvider>
        <QueryClientProvider client={queries}>
          <SessionProvider>
            {/* A page is there with the key that opens it, not when React has time. */}
            <BrowserRouter useTransitions={false}>
              <Door />
            </BrowserRouter>
          </SessionProvider>
        </QueryClientProvider>
      </WordsProvider>
    </MantineProvider>
  );
}

/** Whoever is not signed in sees the sign-in, whatever the address; help is for everybody. */
function Door() {
  const { session } = useSession();
  const { t } = useWords();
  switch (session.state) {
    case 'asking':
      return <Waiting />;
    case 'away':
      return (
        <Empty icon={WifiOff} title={t('failure.away')}>
          {t('failure.away.means')}
        </Empty>
      );
    case 'nobody':
      return (
        <Suspense fallback={<Waiting />}>
          <Routes>
            <Route
              path="help/*"
              element={
                <AtDoor wide>
                  <Help />
                </AtDoor>
              }
            />
            <Route path="*" element={<SignIn />} />
          </Routes>
        </Suspense>
      );
    case 'in':
      return <Pages />;
  }
}

function Pages() {
  usePagesAtHand();
  return (
    <Routes>
      <Route element={<Shell />}>
        <Route index element={<Overview />} />
        <Route path="live" element={<Live />} />
        <Route path="timeline" element={<Timeline />} />
        <Route path="failover" element={<Failover />} />
        <Route path="failover/:id" element={<Incident />} />
        <Route path="cameras" element={<Cameras />} />
        <Route path="cameras/:camera" element={<CameraPage />} />
        <Route path="recorders" element={<Recorders />} />
        <Route path="exports" element={<Exports />} />
        <Route path="people" element={<People />} />
        <Route path="audit" element={<Audit />} />
        <Route path="settings" element={<Settings />} />
        <Route path="help/*" element={<Help />} />
        <Route path="*" element={<Nowhere />} />
      </Route>
    </Routes>
  );
}

function Nowhere() {
  const { t } = useWords();
  return (
    <Empty icon={Compass} title={t('failure.nowhere')}>
      {t('failure.nowhere.means')}
    </Empty>
  );
}
