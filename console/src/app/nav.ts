import {
  Activity,
  Camera,
  CircleHelp,
  Download,
  Gauge,
  HardDrive,
  LayoutGrid,
  type LucideIcon,
  ScrollText,
  Settings,
  ShieldCheck,
  SquareActivity,
  Users,
} from 'lucide-react';
import type { Right } from '../api/api';
import type { Key } from '../words/words';

export interface Place {
  to: string;
  word: Key;
  icon: LucideIcon;
  /** Whoever lacks it does not see the place. */
  right?: Right;
  group: 'watch' | 'site' | 'rule';
  /** It is no page of the console's own: the browser goes there. */
  apart?: boolean;
}

/** The pages, in the order of the rail. */
export const PLACES: readonly Place[] = [
  { to: '/', word: 'nav.overview', icon: Gauge, right: 'status', group: 'watch' },
  { to: '/live', word: 'nav.live', icon: LayoutGrid, right: 'live', group: 'watch' },
  { to: '/timeline', word: 'nav.timeline', icon: SquareActivity, right: 'playback', group: 'watch' },
  { to: '/failover', word: 'nav.failover', icon: Activity, right: 'status', group: 'watch' },
  { to: '/exports', word: 'nav.exports', icon: Download, right: 'export', group: 'watch' },
  { to: '/cameras', word: 'nav.cameras', icon: Camera, right: 'status', group: 'site' },
  { to: '/recorders', word: 'nav.recorders', icon: HardDrive, right: 'status', group: 'site' },
  { to: '/people', word: 'nav.people', icon: Users, right: 'people', group: 'rule' },
  { to: '/audit', word: 'nav.audit', icon: ScrollText, right: 'audit', group: 'rule' },
  { to: '/verify', word: 'nav.verify', icon: ShieldCheck, group: 'rule', apart: true },
  { to: '/settings', word: 'nav.settings', icon: Settings, group: 'rule' },
  { to: '/help', word: 'nav.help', icon: CircleHelp, group: 'rule' },
];
