import { ActionIcon, Button, MultiSelect, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { DELETE, need, PUT } from '../../api/api';
import { cameraGroupsAsked, camerasAsked } from '../../api/queries';
import { Answered, Failure, Panel } from '../../part/Parts';
import { useWords } from '../../words/words';

const NAME = /^[a-z0-9][a-z0-9._-]{0,62}$/;

/** Sets of cameras for which rights are given together. */
export function Groups() {
  const { t } = useWords();
  const queries = useQueryClient();
  const asked = useQuery(cameraGroupsAsked);
  const cameras = useQuery(camerasAsked);
  const [name, setName] = useState('');
  const changed = () => queries.invalidateQueries({ queryKey: ['camera-groups'] });
  const save = useMutation({
    mutationFn: ({ group, list }: { group: string; list: string[] }) =>
      need(PUT('/api/camera-groups/{group}', { params: { path: { group } }, body: { cameras: list } })),
    onSuccess: () => {
      setName('');
      changed();
    },
  });
  const remove = useMutation({
    mutationFn: (group: string) =>
      need(DELETE('/api/camera-groups/{group}', { params: { path: { group } } })),
    onSuccess: changed,
  });
  return (
    <Panel title={t('groups.title')} note={t('groups.note')} padded>
      <div className="stack">
        {save.error || remove.error ? <Failure failure={save.error ?? remove.error} /> : null}
        <Answered asked={asked}>
          {(groups) => (
            <>
              {groups.map(({ group, cameras: list }) => (
                <div key={group} className="group-row">
                  <b>{group}</b>
                  <MultiSelect
                    aria-label={t('groups.cameras', { group })}
                    data={(cameras.data ?? []).map((camera) => camera.camera)}
                    value={list}
                    searchable
                    onChange={(next) => save.mutate({ group, list: next })}
                  />
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    aria-label={t('groups.remove', { group })}
                    onClick={() => remove.mutate(group)}
                  >
                    <Trash2 size={16} />
                  </ActionIcon>
                </div>
              ))}
            </>
          )}
        </Answered>
        <form
          className="row"
          onSubmit={(event) => {
            event.preventDefault();
            save.mutate({ group: name, list: [] });
          }}
        >
          <TextInput
            aria-label={t('groups.new')}
            placeholder={t('groups.new')}
            className="group-new"
            value={name}
            onChange={(event) => setName(event.currentTarget.value.toLowerCase())}
          />
          <Button type="submit" variant="default" disabled={!NAME.test(name)}>
            {t('common.add')}
          </Button>
        </form>
      </div>
    </Panel>
  );
}
