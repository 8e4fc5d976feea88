import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Search } from 'lucide-react';
import { type KeyboardEvent, useId, useState } from 'react';
import { useNavigate } from 'react-router';
import { camerasAsked } from '../api/queries';
import { may, useMe } from '../api/session';
import { Sheet } from '../part/Sheet';
import { useWords } from '../words/words';
import { PLACES } from './nav';

interface Found {
  to: string;
  name: string;
  kind: string;
}

const SHOWN_MAX = 12;

/** Finds pages and cameras by typing. */
export function Finder({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useWords();
  return (
    <Sheet opened={open} onClose={onClose} title={t('find.title')} size="lg" yOffset="10vh">
      {open ? <Search_ onClose={onClose} /> : null}
    </Sheet>
  );
}

function Search_({ onClose }: { onClose: () => void }) {
  const { t } = useWords();
  const me = useMe();
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const list = useId();
  const cameras = useQuery({ ...camerasAsked, enabled: may(me, 'status') });

  const all: Found[] = [
    ...PLACES.filter((place) => !place.apart && (!place.right || may(me, place.right))).map((place) => ({
      to: place.to,
      name: t(place.word),
      kind: t('find.page'),
    })),
    ...(cameras.data ?? []).flatMap(({ camera }) => [
      { to: `/live?camera=${camera}`, name: camera, kind: t('find.live') },
      { to: `/timeline?cams=${camera}`, name: camera, kind: t('find.footage') },
    ]),
  ];
  const wanted = text.trim().toLowerCase();
  const found = all.filter((one) => one.name.toLowerCase().includes(wanted)).slice(0, SHOWN_MAX);
  const chosen = Math.min(at, found.length - 1);
  const go = (one: Found | undefined) => {
    if (one) {
      onClose();
      navigate(one.to);
    }
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setAt((chosen + step + found.length) % Math.max(1, found.length));
    } else if (event.key === 'Enter') {
      go(found[chosen]);
    }
  };
  return (
    <>
      <TextInput
        aria-label={t('find.title')}
        placeholder={t('find.placeholder')}
        leftSection={<Search size={16} aria-hidden="true" />}
        data-autofocus
        role="combobox"
        aria-expanded="true"
        aria-controls={list}
        aria-activedescendant={found[chosen] ? `${list}-${chosen}` : undefined}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKey}
      />
      <ul className="finder" id={list} role="listbox" aria-label={t('find.found')}>
        {found.map((one, index) => (
          <li
            key={`${one.kind}${one.to}`}
            id={`${list}-${index}`}
            role="option"
            aria-selected={index === chosen}
            onMouseDown={() => go(one)}
          >
            <span>{one.name}</span>
            <small>{one.kind}</small>
          </li>
        ))}
      </ul>
      {found.length === 0 ? <p className="muted">{t('find.nothing')}</p> : null}
    </>
  );
}
