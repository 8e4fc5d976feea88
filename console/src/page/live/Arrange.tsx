import { ActionIcon, Button, Select, TextInput } from '@mantine/core';
import { Plus, Trash2, X } from 'lucide-react';
import { type DragEvent, useState } from 'react';
import { useWords } from '../../words/words';
import { idFor, type Layout, placed, swapped, TILES_MAX } from './layout';

interface Props {
  layout: Layout;
  cameras: string[];
  layouts: Layout[];
  onChange: (layout: Layout) => void;
  onSave: (layouts: Layout[], id: string) => void;
  onCancel: () => void;
}

/** Arranges a wall: by dragging, or with the keyboard through the list in each place. */
export function Arrange({ layout, cameras, layouts, onChange, onSave, onCancel }: Props) {
  const { t } = useWords();
  const [name, setName] = useState(layout.name);
  const [dragged, setDragged] = useState<number | null>(null);
  const known = layouts.find((one) => one.id === layout.id);
  const setTiles = (tiles: (string | null)[]) => onChange({ ...layout, tiles });

  const save = () => {
    const clean = name.trim();
    const id =
      known && known.name === clean
        ? known.id
        : idFor(
            clean,
            layouts.map((one) => one.id),
          );
    const made = { ...layout, id, name: clean };
    onSave(
      [...layouts.filter((one) => one.id !== id), made].sort((a, b) => a.name.localeCompare(b.name)),
      id,
    );
  };
  const drop = (event: DragEvent, at: number) => {
    event.preventDefault();
    if (dragged !== null) {
      setTiles(swapped(layout.tiles, dragged, at));
      setDragged(null);
    }
  };
  return (
    <>
      <form
        className="arrange-bar"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <TextInput
          aria-label={t('live.name')}
          placeholder={t('live.name')}
          required
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" disabled={name.trim() === ''}>
          {t('common.save')}
        </Button>
        <Button variant="default" onClick={onCancel}>
          {t('common.cancel')}
        </Button>
        {known ? (
          <Button
            variant="subtle"
            color="red"
            leftSection={<Trash2 size={16} aria-hidden="true" />}
            onClick={() =>
              onSave(
                layouts.filter((one) => one.id !== known.id),
                '',
              )
            }
          >
            {t('common.remove')}
          </Button>
        ) : null}
        <span className="muted small">{t('live.arrange.how')}</span>
      </form>
      <div className="wall arranging" data-columns={layout.columns}>
        {layout.tiles.map((camera, at) => (
          <div
            // biome-ignore lint/suspicious/noArrayIndexKey: a place of the wall is its index
            key={at}
            role="group"
            aria-label={t('live.place', { n: at + 1 })}
            className={`tile place${dragged === at ? ' dragged' : ''}`}
            draggable
            onDragStart={() => setDragged(at)}
            onDragOver={(event) => event.preventDefault()}
            onDrop={(event) => drop(event, at)}
            onDragEnd={() => setDragged(null)}
          >
            <Select
              aria-label={t('live.place', { n: at + 1 })}
              placeholder={t('live.place.empty')}
              data={cameras}
              value={camera}
              searchable
              clearable
              onChange={(next) => setTiles(placed(layout.tiles, at, next))}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t('live.place.remove', { n: at + 1 })}
              onClick={() => setTiles(layout.tiles.filter((_, index) => index !== at))}
            >
              <X size={16} />
            </ActionIcon>
          </div>
        ))}
        {layout.tiles.length < TILES_MAX ? (
          <button type="button" className="tile place-add" onClick={() => setTiles([...layout.tiles, null])}>
            <Plus size={22} aria-hidden="true" />
            {t('live.place.add')}
          </button>
        ) : null}
      </div>
    </>
  );
}
