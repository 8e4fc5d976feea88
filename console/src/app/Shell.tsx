import { ActionIcon, Menu } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { CircleUserRound, Ellipsis, KeyRound, LogOut, Monitor, Moon, Search, Sun } from 'lucide-react';
import { Suspense, useState } from 'react';
import { Link, NavLink, Outlet, useLocation, useNavigate } from 'react-router';
import { GET, need } from '../api/api';
import { useEvents } from '../api/events';
import { may, useMe, useSession } from '../api/session';
import { Badge, Mark } from '../part/Badge';
import { Waiting } from '../part/Parts';
import { useNow, zone } from '../part/time';
import { minuteOfDay, zoneName } from '../words/quantity';
import { LANGUAGES, useWords } from '../words/words';
import { Banner } from './Banner';
import { Eye } from './Eye';
import { Finder } from './Finder';
import { useGlobalKeys } from './keys';
import { type Light, useLight } from './light';
import { Mishap } from './Mishap';
import { PLACES, type Place } from './nav';

/** The frame: where one can go, how the site is, what has just happened, and the page. */
export function Shell() {
  const { t } = useWords();
  const me = useMe();
  const [finding, setFinding] = useState(false);
  const { connected } = useEvents();
  useGlobalKeys(() => setFinding(true));
  const { pathname } = useLocation();
  const places = PLACES.filter((place) => !place.right || may(me, place.right));
  return (
    <div className="shell">
      <a className="skip" href="#page">
        {t('nav.skip')}
      </a>
      <Link className="brand" to="/">
        <Eye />
        Lidless
      </Link>
      <header className="bar">
        <SiteState />
        <span className="bar-space" />
        <button type="button" className="find" aria-label={t('find.title')} onClick={() => setFinding(true)}>
          <Search size={15} aria-hidden="true" />
          <span>{t('find.button')}</span>
          <kbd>{t('find.key')}</kbd>
        </button>
        <WallClock />
        <Person />
      </header>
      <Rail places={places} />
      <div className="page">
        <Banner connected={connected} />
        <main id="page" tabIndex={-1}>
          <Mishap key={pathname}>
            <Suspense fallback={<Waiting />}>
              <Outlet />
            </Suspense>
          </Mishap>
        </main>
      </div>
      <BottomTabs places={places} />
      <Finder open={finding} onClose={() => setFinding(false)} />
    </div>
  );
}

function SiteState() {
  const { t } = useWords();
  const me = useMe();
  const overview = useQuery({
    queryKey: ['overview'],
    queryFn: () => need(GET('/api/overview', {})),
    refetchInterval: 5_000,
    enabled: may(me, 'status'),
  });
  if (!overview.data) {
    return null;
  }
  const { state, cameras } = overview.data;
  if (cameras.total === 0) {
    return (
      <Link to="/" className="bar-state">
        <Mark tone="off">{t('overview.empty')}</Mark>
      </Link>
    );
  }
  const count = {
    protected: 0,
    'standing-in': cameras.standingIn,
    'at-risk': cameras.atRisk,
    'not-recording': cameras.notRecording,
  };
  return (
    <Link to="/" aria-live="polite" className="bar-state">
      <Badge badge={state} count={count[state]} />
    </Link>
  );
}

function WallClock() {
  const { language } = useWords();
  const now = useNow(5_000);
  return (
    <span className="bar-clock number">
      <b>{minuteOfDay(now, language, zone)}</b> {zoneName(now, language, zone)}
    </span>
  );
}

const LIGHTS: { value: Light; icon: typeof Sun }[] = [
  { value: 'dark', icon: Moon },
  { value: 'light', icon: Sun },
  { value: 'auto', icon: Monitor },
];

function Person() {
  const { t, language, setLanguage } = useWords();
  const me = useMe();
  const { leave } = useSession();
  const [light, setLight] = useLight();
  const navigate = useNavigate();
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('person.menu', { name: me.name })}>
          <CircleUserRound size={21} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{me.name}</Menu.Label>
        <Menu.Item leftSection={<KeyRound size={16} />} onClick={() => navigate('/settings')}>
          {t('person.settings')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>{t('person.light')}</Menu.Label>
        {LIGHTS.map(({ value, icon: Icon }) => (
          <Menu.Item
            key={value}
            leftSection={<Icon size={16} />}
            aria-current={light === value}
            closeMenuOnClick={false}
            onClick={() => setLight(value)}
          >
            {t(`light.${value}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Label>{t('person.language')}</Menu.Label>
        {LANGUAGES.map(({ value, label }) => (
          <Menu.Item
            key={value}
            lang={value}
            aria-current={language === value}
            onClick={() => setLanguage(value)}
          >
            {label}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<LogOut size={16} />} onClick={() => void leave()}>
          {t('person.leave')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function Rail({ places }: { places: Place[] }) {
  const { t } = useWords();
  const groups = ['watch', 'site', 'rule'] as const;
  return (
    <nav className="rail" aria-label={t('nav.label')}>
      {groups.map((group) => {
        const those = places.filter((place) => place.group === group);
        return those.length === 0 ? null : (
          <div key={group} role="group" aria-label={t(`nav.group.${group}`)}>
            {group === 'watch' ? null : (
              <div className="rail-head" aria-hidden="true">
                {t(`nav.group.${group}`)}
              </div>
            )}
            {those.map((place) => (
              <PlaceLink key={place.to} place={place} />
            ))}
          </div>
        );
      })}
    </nav>
  );
}

function PlaceLink({ place }: { place: Place }) {
  const { t } = useWords();
  const Icon = place.icon;
  if (place.apart) {
    return (
      <a href={place.to} target="_blank" rel="noreferrer">
        <Icon aria-hidden="true" />
        {t(place.word)}
      </a>
    );
  }
  return (
    <NavLink to={place.to} end={place.to === '/'}>
      <Icon aria-hidden="true" />
      {t(place.word)}
    </NavLink>
  );
}

/** A phone's way round: four pages, and the rest in a menu. */
function BottomTabs({ places }: { places: Place[] }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const first = places.slice(0, 4);
  return (
    <nav className="tabs-bottom" aria-label={t('nav.label')}>
      {first.map((place) => (
        <PlaceLink key={place.to} place={place} />
      ))}
      <Menu position="top-end" width={220}>
        <Menu.Target>
          <button type="button">
            <Ellipsis aria-hidden="true" />
            {t('nav.more')}
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {places.slice(4).map((place) => (
            <Menu.Item
              key={place.to}
              onClick={() => (place.apart ? window.open(place.to) : navigate(place.to))}
            >
              {t(place.word)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </nav>
  );
}
